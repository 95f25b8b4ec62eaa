using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Hardware.Iot;

/// <summary>A display of a few lines. Its state is the text as it stands there, wrapped and cut.</summary>
internal sealed class TextDisplay(DeviceSpec device, SharedChip<ITextPanel> panel) : IDeviceDriver
{
    private volatile string _text = "";

    public bool IsBusy => false;

    public void Start(DeviceCommand command)
    {
        if (command.Member != "Show") throw IotFaults.Unknown(device.Name, command.Member);
        IotFaults.Do(device.Name, () => Show(command.Text ?? ""));
    }

    public DeviceState Read() => new() { Text = _text };

    public void MakeSafe(SafeValue safe)
    {
        if (safe.Word == SafeWord.Stop) return;
        try
        {
            Show("");
        }
        catch (Exception)
        {
            // A display that can't be reached harms nobody, and the next text will say so.
        }
    }

    private void Show(string text) => panel.Use(p =>
    {
        IReadOnlyList<string> lines = TextLines.Of(text, p.Columns, p.Rows);
        p.Show(lines);
        return _text = string.Join('\n', lines);
    });
}

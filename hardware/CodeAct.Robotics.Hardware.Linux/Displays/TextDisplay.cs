using CodeAct.Robotics.Hardware.Linux.Chips;
using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Hardware.Linux.Displays;

/// <summary>A display of a few lines, whatever the chip behind it. Its state is the text as it stands there, wrapped and cut.</summary>
/// <param name="device">As the manifest has it.</param>
/// <param name="panel">The chip.</param>
/// <param name="close">Lets the chip go.</param>
internal sealed class TextDisplay(DeviceSpec device, ITextPanel panel, Action close) : IDeviceDriver, IDisposable
{
    // A safe state may come from another thread in the middle of a text.
    private readonly Lock _lock = new();
    private volatile string _text = "";

    /// <inheritdoc/>
    public bool IsBusy => false;

    /// <inheritdoc/>
    public void Start(DeviceCommand command)
    {
        if (command.Member != "Show") throw KernelFault.NoMember(device, command.Member);
        try
        {
            Show(command.Text ?? "");
        }
        catch (ChipException e)
        {
            throw e.For(device.Name);
        }
    }

    /// <inheritdoc/>
    public DeviceState Read() => new() { Text = _text };

    /// <inheritdoc/>
    public void MakeSafe(SafeValue safe)
    {
        if (safe.Word == SafeWord.Stop) return;
        try
        {
            Show("");
        }
        catch (ChipException)
        {
            // A display that can't be reached harms nobody, and the next text will say so.
        }
    }

    /// <inheritdoc/>
    public void Dispose() => close();

    private void Show(string text)
    {
        lock (_lock)
        {
            IReadOnlyList<string> lines = TextLayout.Lines(PlainCharacters.Of(text, panel.Has), panel.Columns, panel.Rows);
            panel.Show(lines);
            _text = string.Join('\n', lines);
        }
    }
}

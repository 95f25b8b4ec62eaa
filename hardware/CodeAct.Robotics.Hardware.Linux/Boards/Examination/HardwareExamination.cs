using System.Globalization;
using CodeAct.Robotics.Files;
using CodeAct.Robotics.Hardware.Linux.Kernel;
using CodeAct.Robotics.Hardware.Linux.Timing;
using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Hardware.Linux.Boards.Examination;

/// <summary>
/// Checks a robot's hardware: the board, each pin and bus that its manifest names, and each sensor by one reading. Nothing is moved: lines are
/// looked at and not requested, and no actuator is opened.
/// </summary>
/// <param name="kernel">The machine.</param>
/// <param name="board">Which board it is; null where no file names it.</param>
/// <param name="families">All drivers there are here.</param>
/// <param name="clock">The robot's time, for its drivers.</param>
public sealed class HardwareExamination(IKernel kernel, BoardFile? board, IReadOnlyList<IDriverFamily> families, IRobotClock clock)
{
    /// <summary>Checks a robot.</summary>
    public IEnumerable<BoardFinding> Run(RobotManifest manifest)
    {
        yield return Board();
        string[] simulated = [.. manifest.Devices.Where(d => d.Driver is null).Select(d => d.Name)];
        if (simulated.Length > 0)
            yield return new BoardFinding("robot", BoardVerdict.Wrong, $"{manifest.Robot} exists in the simulator only: {string.Join(", ", simulated)} {(simulated.Length == 1 ? "has" : "have")} no driver", "Give each device a driver: and with: in the manifest (docs/hardware.md), or serve it with --backend sim.");
        IHeader header = board is { Pins.Count: > 0 } ? new BoardHeader(board) : new UnknownHeader();
        using var machine = new LinuxBoard(kernel, header, new ThreadPulseTime(), TimeProvider.System);
        var places = new Dictionary<DeviceSpec, DevicePlaces>();
        foreach (DeviceSpec device in manifest.Devices.Where(d => d.Driver is not null))
        {
            if (!TryPlace(device, out DevicePlaces found, out BoardFinding? bad)) yield return bad!;
            else places.Add(device, found);
        }

        var lines = new LineCheck(machine, board, places.Values.Select(p => p.Bus).OfType<string>().ToHashSet());
        var buses = new BusCheck(machine, board);
        foreach ((DeviceSpec device, DevicePlaces place) in places)
        {
            List<BoardFinding> found =
            [
                .. place.Lines.SelectMany(l => lines.Of(device.Name, l)),
                .. place.PwmPins.Select(p => buses.Pwm(device.Name, p)),
                .. place.Bus is { } bus ? [buses.Bus(device.Name, bus)] : Array.Empty<BoardFinding>(),
            ];
            foreach (BoardFinding finding in found) yield return finding;
            // What is wrong already would only be said again.
            if (!device.Kind.IsActuator && found.All(f => f.Verdict == BoardVerdict.Ok)) yield return Read(device);
        }
    }

    private BoardFinding Board()
    {
        string model = BoardFinder.Model(kernel) ?? "a machine without a device tree";
        if (board is { Pins.Count: > 0 }) return new BoardFinding("board", BoardVerdict.Ok, $"{model}: {board.Name}, {board.Pins.Count} header pins");
        return new BoardFinding("board", BoardVerdict.Note, $"{model}: its header is not known, so that a manifest names chip and line", $"To write pin: header N, put a file for it into /etc/codeact/boards; hardware/boards/{BoardFinder.Generic}.yaml says how.");
    }

    private bool TryPlace(DeviceSpec device, out DevicePlaces places, out BoardFinding? bad)
    {
        places = new DevicePlaces([], [], null);
        bad = null;
        if (!families.Any(f => f.Names.Contains(device.Driver)))
        {
            string? near = NearestName.Of(device.Driver!, families.SelectMany(f => f.Names));
            bad = new BoardFinding(device.Name, BoardVerdict.Wrong, $"there is no driver '{device.Driver}' here", near is null ? null : $"Did you mean '{near}'?");
            return false;
        }

        try
        {
            places = DevicePlaces.Of(device);
            return true;
        }
        catch (InvalidFileException e)
        {
            bad = new BoardFinding(device.Name, BoardVerdict.Wrong, e.Message);
            return false;
        }
    }

    private BoardFinding Read(DeviceSpec device)
    {
        IDeviceDriver? driver = null;
        try
        {
            driver = families.First(f => f.Names.Contains(device.Driver)).Open(device, clock);
            double value = driver.Read().Value;
            string reading = device.Kind == DeviceKinds.Input ? value > 0 ? "active" : "inactive" : $"{value.ToString("0.###", CultureInfo.InvariantCulture)} {device.Unit}".TrimEnd();
            return device.Range is { } range && !range.Contains(value)
                ? new BoardFinding(device.Name, BoardVerdict.Wrong, $"reads {reading}, outside its range {range.Low.ToString(CultureInfo.InvariantCulture)} to {range.High.ToString(CultureInfo.InvariantCulture)}", "Check wiring, scale and offset, or the range in the manifest.")
                : new BoardFinding(device.Name, BoardVerdict.Ok, $"reads {reading}");
        }
        catch (Exception e) when (e is DeviceException or InvalidFileException)
        {
            return new BoardFinding(device.Name, BoardVerdict.Wrong, e.Message);
        }
        finally
        {
            (driver as IDisposable)?.Dispose();
        }
    }
}

using CodeAct.Robotics.Hardware.Linux.Boards;
using CodeAct.Robotics.Hardware.Linux.Gpio;
using CodeAct.Robotics.Hardware.Linux.Kernel;
using CodeAct.Robotics.Hardware.Linux.Timing;
using CodeAct.Robotics.Robots;
using CodeAct.Robotics.Safety;

namespace CodeAct.Robotics.Hardware.Linux.EmergencyStop;

/// <summary>
/// An e-stop button on a GPIO line, on a thread of its own. While the line is active the stop is latched, also right after a reset, and also
/// when the line can't be read: wire it normally closed, so that a cut wire is a pressed button.
/// </summary>
public sealed class EStopLine : IDisposable
{
    private const string Device = "The e-stop line";

    // Edges wake it at once; so often the level is looked at all the same.
    private const int LookMilliseconds = 100;

    private readonly LinuxBoard _board;
    private readonly GpioLine _line;
    private readonly EStop _estop;
    private readonly Thread _thread;
    private readonly ManualResetEventSlim _ending = new();

    private EStopLine(LinuxBoard board, GpioLine line, EStop estop)
    {
        (_board, _line, _estop) = (board, line, estop);
        Look();
        _thread = new Thread(Watch) { IsBackground = true, Name = "e-stop line" };
        _thread.Start();
    }

    /// <summary>Requests the line and watches it.</summary>
    /// <param name="text">As <see cref="EStopLineAddress"/> reads it.</param>
    /// <param name="kernel">The system calls.</param>
    /// <param name="header">What pin numbers mean; null where no board is known.</param>
    /// <param name="estop">Latched by it.</param>
    /// <exception cref="FormatException">The text is no line.</exception>
    /// <exception cref="DeviceException">The line can't be had.</exception>
    public static EStopLine Open(string text, IKernel kernel, IHeader? header, EStop estop)
    {
        (LineAddress address, LineOptions options) = EStopLineAddress.Parse(text);
        var board = new LinuxBoard(kernel, header ?? new UnknownHeader(), new ThreadPulseTime(), TimeProvider.System);
        try
        {
            return new EStopLine(board, GpioLine.Open(board, Device, address, options), estop);
        }
        catch
        {
            board.Dispose();
            throw;
        }
    }

    /// <summary>Gives the line back.</summary>
    public void Dispose()
    {
        _ending.Set();
        _thread.Join();
        _ending.Dispose();
        _line.Dispose();
        _board.Dispose();
    }

    private void Watch()
    {
        while (!_ending.IsSet)
        {
            try
            {
                // A press that is over again was one.
                if (_line.TakeEdges(LookMilliseconds).Any(e => e.Active)) Stop("its line");
                Look();
            }
            catch (DeviceException)
            {
                // Look has latched, and does so again after a reset.
                if (!_ending.Wait(LookMilliseconds)) Look();
            }
        }
    }

    private void Look()
    {
        try
        {
            if (_line.Value) Stop("its line");
        }
        catch (DeviceException e)
        {
            Stop(e.Message);
        }
    }

    private void Stop(string reason)
    {
        if (!_estop.IsLatched) _estop.TryLatch(reason);
    }
}

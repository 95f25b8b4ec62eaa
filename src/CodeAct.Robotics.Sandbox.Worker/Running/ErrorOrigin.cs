using System.Runtime.ExceptionServices;
using CodeAct.Sandbox;

namespace CodeAct.Robotics.Sandbox.Worker.Running;

/// <summary>
/// Remembers the line at which the last exception was first thrown. Afterwards, on its way out, functions are left and the
/// meter's line goes back to their callers.
/// </summary>
internal sealed class ErrorOrigin : IDisposable
{
    private Exception? _last;
    private int _line;

    public ErrorOrigin() => AppDomain.CurrentDomain.FirstChanceException += Thrown;

    /// <summary>The line, or null where it is another exception.</summary>
    public int? LineOf(Exception exception) => ReferenceEquals(_last, exception) ? _line : null;

    /// <inheritdoc/>
    public void Dispose() => AppDomain.CurrentDomain.FirstChanceException -= Thrown;

    private void Thrown(object? sender, FirstChanceExceptionEventArgs e)
    {
        if (ReferenceEquals(_last, e.Exception)) return;
        _last = e.Exception;
        _line = Meter.Line;
    }
}

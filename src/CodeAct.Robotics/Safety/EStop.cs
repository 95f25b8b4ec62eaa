namespace CodeAct.Robotics.Safety;

/// <summary>
/// The latched emergency stop of one robot. Latching needs no lock, model or worker and may come from any thread;
/// only <see cref="Reset"/> releases it. With a file it survives a restart.
/// </summary>
public sealed class EStop
{
    private readonly string? _latchFile;
    private volatile string? _reason;

    /// <summary>An e-stop, latched already where its file says so.</summary>
    /// <param name="latchFile">The latch; null for one that lives in memory only.</param>
    public EStop(string? latchFile = null)
    {
        _latchFile = latchFile;
        if (latchFile is not null && File.Exists(latchFile)) _reason = ReadReason(latchFile);
    }

    /// <summary>Called at each latching, first and on the thread that latched: for who sets a safe state, and for nobody else.</summary>
    public event Action? Stopping;

    /// <summary>Called at each latching when all is safe and the latch is written, on the thread that latched, which may be the only one that hears of the next stop.</summary>
    public event Action? Latched;

    /// <summary>True until reset.</summary>
    public bool IsLatched => _reason is not null;

    /// <summary>Why, or null.</summary>
    public string? Reason => _reason;

    /// <summary>Stops. What moves is stopped before the latch is written, since a disk may be slow or full.</summary>
    /// <param name="reason">Who or what stopped it, in a few words.</param>
    public void Latch(string reason)
    {
        _reason = reason;
        try
        {
            Stopping?.Invoke();
            if (_latchFile is null) return;
            Directory.CreateDirectory(Path.GetDirectoryName(_latchFile)!);
            File.WriteAllText(_latchFile, reason);
        }
        finally
        {
            Latched?.Invoke();
        }
    }

    /// <summary>As <see cref="Latch"/>, where nobody is there to hear that the latch could not be written: it is then in memory only.</summary>
    /// <returns>False where it could not be written.</returns>
    public bool TryLatch(string reason)
    {
        try
        {
            Latch(reason);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>Latches where another process has written the latch. Cheap enough to be asked a few times a second.</summary>
    public void LookAtFile()
    {
        if (_latchFile is null || IsLatched || !File.Exists(_latchFile)) return;
        string reason = ReadReason(_latchFile);
        // Reset meanwhile: it was seen on its way out.
        if (!File.Exists(_latchFile)) return;
        _reason = reason;
        Stopping?.Invoke();
        Latched?.Invoke();
    }

    /// <summary>Releases the latch.</summary>
    public void Reset()
    {
        if (_latchFile is not null) File.Delete(_latchFile);
        _reason = null;
    }

    /// <exception cref="Robots.DeviceException"><c>e-stop</c> while latched.</exception>
    internal void ThrowIfLatched()
    {
        if (_reason is { } reason)
            throw new Robots.DeviceException(Robots.ErrorCodes.EStop, $"The e-stop is latched ({reason}); a person must reset it.");
    }

    // An unreadable latch is a latch.
    private static string ReadReason(string file)
    {
        try
        {
            string text = File.ReadAllText(file).Trim();
            return text.Length > 0 ? text : "latched earlier";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "its latch can't be read";
        }
    }
}

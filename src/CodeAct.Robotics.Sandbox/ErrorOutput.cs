using System.Text;

namespace CodeAct.Robotics.Sandbox;

/// <summary>Empties a worker's standard error so that it never blocks there, and keeps the beginning: a dump may have thousands of lines.</summary>
internal sealed class ErrorOutput
{
    private const int Kept = 4096;

    private readonly TaskCompletionSource<string> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Stream _stream;

    public ErrorOutput(Stream stream)
    {
        _stream = stream;
        new Thread(Drain, 128 * 1024) { IsBackground = true, Name = "worker errors" }.Start();
    }

    /// <summary>What it wrote first, once it is dead.</summary>
    public Task<string> ReadToEndAsync() => _done.Task;

    private void Drain()
    {
        byte[] kept = new byte[Kept], buffer = new byte[Kept];
        int count = 0;
        try
        {
            for (int read; (read = _stream.Read(buffer)) > 0;)
            {
                int room = Math.Min(read, Kept - count);
                buffer.AsSpan(0, room).CopyTo(kept.AsSpan(count));
                count += room;
            }
        }
        catch (IOException)
        {
            // As good as its end.
        }
        _done.SetResult(Encoding.UTF8.GetString(kept, 0, count));
    }
}

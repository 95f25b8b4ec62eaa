using System.Net.Sockets;
using CodeAct.Robotics.Hardware.Linux.Gpio;
using CodeAct.Robotics.Hardware.Linux.Kernel;
using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Hardware.Linux.Guardian;

/// <summary>
/// The lines that guardians hold whose hosts are dead. They are asked when the first line is found busy, send duplicates of their descriptors,
/// and hold on until they are told to leave.
/// </summary>
/// <param name="tell">Sends a word to all such guardians and waits for their answers; how many there were.</param>
/// <param name="path">Where they may connect to; only this user reaches it.</param>
public sealed class HeldLines(Func<string, int> tell, string path) : ILineHolder, IDisposable
{
    private Dictionary<string, int>? _lines;

    /// <inheritdoc/>
    public bool HandsOver { get; private set; }

    /// <inheritdoc/>
    public int Take(string place) => (_lines ??= Ask()).Remove(place, out int descriptor) ? descriptor : -1;

    /// <inheritdoc/>
    public bool Release()
    {
        Dispose();
        return tell(Afterlife.Leave) > 0;
    }

    /// <summary>Closes what was handed over and not taken. Those who held it hold it still.</summary>
    public void Dispose()
    {
        Dictionary<string, int> left = _lines ?? [];
        _lines = [];
        foreach (int descriptor in left.Values) Native.Close(descriptor);
    }

    private Dictionary<string, int> Ask()
    {
        var lines = new Dictionary<string, int>();
        try
        {
            using Socket listener = DescriptorSocket.Listen(path);
            // When they have answered, all is sent.
            if (tell($"{Afterlife.Hand}{path}") == 0) return lines;
            while (DescriptorSocket.Accept(listener, TimeSpan.Zero) is { } guardian)
                using (guardian) Receive(guardian, lines);
        }
        catch (Exception e) when (e is SocketException or IOException or UnauthorizedAccessException)
        {
            // Without a place to be handed to, they can be requested anew once they are given up.
        }
        finally
        {
            File.Delete(path);
        }

        HandsOver = lines.Count > 0;
        return lines;
    }

    private static void Receive(DescriptorSocket guardian, Dictionary<string, int> lines)
    {
        while (guardian.TryReceive(out ReadOnlySpan<byte> message, out int descriptor) && message.Length > 0)
        {
            if (descriptor < 0) continue;
            if (Place(message, descriptor) is not { Length: > 0 } place || !lines.TryAdd(place, descriptor)) Native.Close(descriptor);
        }
    }

    private static string? Place(ReadOnlySpan<byte> message, int descriptor)
    {
        try
        {
            return (GuardedStep.Parse(message, descriptor).Step as SafeOutput.Control)?.Place;
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }
}

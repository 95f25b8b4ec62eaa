using System.Net.Sockets;
using System.Text;

namespace CodeAct.Robotics.Hardware.Linux.Guardian;

/// <summary>
/// What a guardian does when its host is dead and lines are held: nobody else would, and they may float. Until the next owner, or a person,
/// wants them, it listens for words: <c>safe</c> and <c>estop</c>, <see cref="Hand"/> and a path, <see cref="Leave"/>.
/// </summary>
internal sealed class Afterlife(SafeSteps steps, Action<string> say)
{
    /// <summary>Before the path of a <see cref="DescriptorSocket"/> to which duplicates of the lines are sent.</summary>
    public const string Hand = "hand ";

    /// <summary>The lines are closed, and all ends.</summary>
    public const string Leave = "leave";

    private const int LongestWord = 256;

    /// <summary>Holds the lines until it is told to leave, or the listener is disposed.</summary>
    /// <param name="path">Where to listen; it is gone afterwards.</param>
    /// <param name="listens">Told of the listener.</param>
    public void Hold(string path, Action<Socket> listens)
    {
        try
        {
            using Socket listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            File.Delete(path);
            listener.Bind(new UnixDomainSocketEndPoint(path));
            listener.Listen(8);
            listens(listener);
            say("the outputs are held until the next owner comes, or somebody ends this process.");
            while (Obey(listener))
            {
            }
        }
        catch (Exception e) when (e is SocketException or IOException or UnauthorizedAccessException or ObjectDisposedException)
        {
            // Without a place to be reached, or asked to end: the lines go.
        }

        File.Delete(path);
    }

    // False after the last word.
    private bool Obey(Socket listener)
    {
        using Socket client = listener.Accept();
        client.ReceiveTimeout = 1000;
        string word;
        try
        {
            byte[] buffer = new byte[LongestWord];
            word = Encoding.UTF8.GetString(buffer, 0, client.Receive(buffer)).Trim();
            if (word is "safe" or "estop") foreach (string failed in steps.Apply()) say(failed);
            if (word.StartsWith(Hand, StringComparison.Ordinal)) HandTo(word[Hand.Length..]);
            if (word == Leave) steps.Release();
            client.Send("ok\n"u8);
        }
        catch (SocketException)
        {
            // It says nothing, or did not wait for the answer.
            return !steps.IsReleased;
        }

        return word != Leave;
    }

    private void HandTo(string path)
    {
        try
        {
            using DescriptorSocket next = DescriptorSocket.Connect(path);
            steps.HandTo(next);
        }
        catch (Exception e) when (e is SocketException or ArgumentException)
        {
            // Who asked has gone, or that is no place for a socket: they are held on.
        }
    }
}

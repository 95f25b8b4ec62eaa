using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using CodeAct.Robotics.Models.Engine;

namespace CodeAct.Robotics.Models.Embedded;

/// <summary>
/// Keys and values of conversations' beginnings (the rules and a robot's API) in a folder, so that the next start need not compute
/// them. A file is named by a hash of the weights, the kernels and the tokens, and ends with a hash of what it holds: one that does
/// not fit is not there. A folder that can't be read or written costs time, nothing else.
/// </summary>
sealed class PrefixStore
{
    // Below this, computing is as fast as reading.
    const int Shortest = 32;
    const int Files = 16;
    const int Format = 2;

    readonly string _folder;
    readonly string _kernels;
    readonly TimeProvider _time;
    readonly Task<byte[]> _weights;
    readonly HashSet<string> _known = [];

    /// <param name="folder">Made when first written to.</param>
    /// <param name="model">Whose keys and values they are. Its file is hashed in the background.</param>
    /// <param name="time">Says which file was used last.</param>
    public PrefixStore(string folder, EmbeddedModel model, TimeProvider time)
    {
        _folder = folder;
        _kernels = model.Kernels;
        _time = time;
        _weights = Task.Run(() => HashOf(model.Path));
    }

    /// <summary>Puts a beginning into the session if it is here and the session does not hold it already.</summary>
    public void Load(EmbeddedSession? session, IReadOnlyList<int> prefix)
    {
        if (session is null || prefix.Count < Shortest || session.Tokens.Take(prefix.Count).SequenceEqual(prefix))
        {
            return;
        }
        Try(() =>
        {
            var path = PathOf(prefix);
            // It may have been removed since, by a person or for newer ones.
            _known.Remove(path);
            using (var stream = File.OpenRead(path))
            {
                if (session.Read(stream, prefix))
                {
                    _known.Add(path);
                }
            }
            File.SetLastWriteTimeUtc(path, _time.GetUtcNow().UtcDateTime);
        });
    }

    /// <summary>Keeps a beginning that the session holds, unless it is here.</summary>
    public void Save(EmbeddedSession? session, IReadOnlyList<int> prefix)
    {
        if (session is null || prefix.Count < Shortest || !session.Tokens.Take(prefix.Count).SequenceEqual(prefix))
        {
            return;
        }
        Try(() =>
        {
            var path = PathOf(prefix);
            // Also where it fails: a full disk is not written to at every turn.
            if (!_known.Add(path))
            {
                return;
            }
            Directory.CreateDirectory(_folder);
            // Whole or not at all, also for another process and after a power cut.
            var temporary = $"{path}.{Environment.ProcessId}";
            try
            {
                using (var stream = File.Create(temporary))
                {
                    session.Write(stream, prefix.Count);
                }
                File.Move(temporary, path, overwrite: true);
            }
            finally
            {
                File.Delete(temporary);
            }
            foreach (var old in new DirectoryInfo(_folder).GetFiles().OrderByDescending(file => file.LastWriteTimeUtc).Skip(Files))
            {
                old.Delete();
            }
        });
    }

    string PathOf(IReadOnlyList<int> prefix)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(_weights.GetAwaiter().GetResult());
        hash.AppendData(Encoding.UTF8.GetBytes($"{Format} {_kernels}\n"));
        hash.AppendData(MemoryMarshal.AsBytes<int>(prefix.ToArray()));
        return Path.Combine(_folder, $"{Convert.ToHexStringLower(hash.GetHashAndReset())[..32]}.kv");
    }

    static byte[] HashOf(string path)
    {
        using var stream = File.OpenRead(path);
        return SHA256.HashData(stream);
    }

    static void Try(Action action)
    {
        try
        {
            action();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Without the folder, or the file of the weights, the beginning is computed as always.
        }
    }
}

namespace CodeAct.Robotics.Episodes;

/// <summary>The folder of episodes: the last 500, or 500 MB of them.</summary>
/// <param name="folder">Where they lie; made at need.</param>
public sealed class EpisodeStore(string folder)
{
    /// <summary>The most episodes kept.</summary>
    public const int MostFiles = 500;

    /// <summary>The most bytes kept.</summary>
    public const long MostBytes = 500L << 20;

    /// <summary>The file of an episode.</summary>
    public string PathOf(string id) => Path.Combine(folder, $"{id}.jsonl");

    /// <summary>Removes the oldest beyond the bounds. Files that can't be removed are left.</summary>
    public void Prune()
    {
        if (!Directory.Exists(folder)) return;
        long bytes = 0;
        int count = 0;
        foreach (FileInfo file in new DirectoryInfo(folder).GetFiles("*.jsonl").OrderByDescending(f => f.LastWriteTimeUtc).ThenByDescending(f => f.Name, StringComparer.Ordinal))
        {
            bytes += file.Length;
            if (++count <= MostFiles && bytes <= MostBytes) continue;
            try
            {
                file.Delete();
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // Kept one more round: the next prune tries again.
            }
        }
    }
}

using Microsoft.Win32.SafeHandles;

namespace CodeAct.Robotics.Models.Gguf;

/// <summary>
/// An open GGUF file: its metadata, and where its tensors lie. Data is read on demand and never mapped, since a mapped file
/// that shrinks kills the process. <see cref="Read"/> may be called from many threads.
/// </summary>
/// <remarks>Format: ggml's docs/gguf.md, versions 2 and 3, little-endian.</remarks>
public sealed class GgufFile : IDisposable
{
    readonly SafeFileHandle _file;
    readonly Dictionary<string, GgufTensor> _tensors;

    GgufFile(string path, SafeFileHandle file, GgufMetadata metadata, Dictionary<string, GgufTensor> tensors)
    {
        Path = path;
        _file = file;
        Metadata = metadata;
        _tensors = tensors;
    }

    /// <summary>The file, as the caller named it.</summary>
    public string Path { get; }

    /// <summary>The key-value pairs.</summary>
    public GgufMetadata Metadata { get; }

    /// <summary>All tensors, in no order.</summary>
    public IReadOnlyCollection<GgufTensor> Tensors => _tensors.Values;

    /// <summary>Opens a file and reads its head.</summary>
    /// <exception cref="GgufException">It is missing, unreadable, cut off, damaged or of a format that this engine doesn't know.</exception>
    public static GgufFile Open(string path)
    {
        SafeFileHandle file;
        try
        {
            file = File.OpenHandle(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new GgufException(path, $"can't be opened. {e.Message}", e);
        }
        try
        {
            var (metadata, tensors) = GgufHead.Read(path, file);
            return new GgufFile(path, file, metadata, tensors);
        }
        catch (Exception e)
        {
            file.Dispose();
            if (e is IOException or UnauthorizedAccessException or NotSupportedException)
            {
                throw new GgufException(path, $"can't be read. {e.Message}", e);
            }
            throw;
        }
    }

    /// <summary>Whether the file has a tensor of this name.</summary>
    public bool Has(string name) => _tensors.ContainsKey(name);

    /// <summary>A tensor of exactly this shape.</summary>
    /// <exception cref="GgufException">It is missing, or its shape is another.</exception>
    public GgufTensor Tensor(string name, int columns, int rows)
    {
        if (!_tensors.TryGetValue(name, out var tensor))
        {
            throw new GgufException(Path, $"tensor '{name}' is missing.");
        }
        return tensor.Columns == columns && tensor.Rows == rows
            ? tensor
            : throw new GgufException(Path, $"tensor '{name}' is {tensor.Columns} x {tensor.Rows}; the metadata asks for {columns} x {rows}.");
    }

    /// <summary>Copies rows of a tensor as they are stored.</summary>
    /// <param name="tensor">One of <see cref="Tensors"/>.</param>
    /// <param name="firstRow">The first row to copy.</param>
    /// <param name="target">Takes as many rows as fit.</param>
    /// <exception cref="GgufException">The file shrank or can't be read any more.</exception>
    public void Read(GgufTensor tensor, int firstRow, Span<byte> target)
    {
        var at = tensor.Offset + firstRow * tensor.RowBytes;
        try
        {
            while (target.Length > 0)
            {
                var read = RandomAccess.Read(_file, target, at);
                if (read == 0)
                {
                    throw new GgufException(Path, $"shrank while tensor '{tensor.Name}' was read.");
                }
                target = target[read..];
                at += read;
            }
        }
        catch (IOException e)
        {
            throw new GgufException(Path, $"can't be read at byte {at}. {e.Message}", e);
        }
    }

    /// <summary>Closes the file.</summary>
    public void Dispose() => _file.Dispose();
}

namespace CodeAct.Robotics.Models.Gguf;

/// <summary>Where one tensor lies in the file. Its data was checked to end before the file does.</summary>
/// <param name="Name">The tensor's name, such as <c>blk.0.attn_q.weight</c>.</param>
/// <param name="Type">How its numbers are stored.</param>
/// <param name="Columns">Numbers in a row: the dimension that is contiguous in the file.</param>
/// <param name="Rows">Rows: the product of the other dimensions.</param>
/// <param name="Offset">First byte of the data, from the beginning of the file.</param>
/// <param name="RowBytes">Bytes of one row.</param>
public sealed record GgufTensor(string Name, GgufTensorType Type, int Columns, int Rows, long Offset, long RowBytes)
{
    /// <summary>Bytes of the whole tensor.</summary>
    public long Bytes => RowBytes * Rows;
}

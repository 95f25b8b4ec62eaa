namespace CodeAct.Robotics.Models.Gguf;

/// <summary>How a tensor's numbers are stored. The values are those of the GGUF file format (ggml's <c>ggml_type</c>).</summary>
public enum GgufTensorType
{
    /// <summary>32-bit floats.</summary>
    F32 = 0,

    /// <summary>16-bit floats.</summary>
    F16 = 1,

    /// <summary>Blocks of 32: a 16-bit scale d, then 4-bit numbers q; the weight is d (q − 8).</summary>
    Q4_0 = 2,

    /// <summary>Blocks of 32: 16-bit scale d and minimum m, then 4-bit numbers q; the weight is d q + m.</summary>
    Q4_1 = 3,

    /// <summary>Blocks of 32: a 16-bit scale d, then signed bytes q; the weight is d q.</summary>
    Q8_0 = 8,
}

/// <summary>Sizes of the stored blocks.</summary>
static class GgufTensorTypes
{
    /// <summary>Elements in one block, and the bytes that they take. False when this engine doesn't know the type.</summary>
    public static bool TryBlock(GgufTensorType type, out int elements, out int bytes)
    {
        (elements, bytes) = type switch
        {
            GgufTensorType.F32 => (1, 4),
            GgufTensorType.F16 => (1, 2),
            GgufTensorType.Q4_0 => (32, 18),
            GgufTensorType.Q4_1 => (32, 20),
            GgufTensorType.Q8_0 => (32, 34),
            _ => (0, 0),
        };
        return elements != 0;
    }
}

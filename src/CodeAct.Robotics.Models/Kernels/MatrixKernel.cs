namespace CodeAct.Robotics.Models.Kernels;

/// <summary>How packed weights are stored. F16 weights become floats when packed.</summary>
enum WeightFormat
{
    Float32,
    Q8_0,
    Q4_0,
    Q4_1,
}

/// <summary>
/// Multiplies rows of one weight format with activations. Rows come in groups of <see cref="Rows"/>, interleaved so that a
/// vector register holds one piece of each row.
/// </summary>
abstract unsafe class MatrixKernel
{
    /// <summary>Rows in a group.</summary>
    public abstract int Rows { get; }

    /// <summary>Bytes of one group of rows with so many columns.</summary>
    public abstract long GroupBytes(int columns);

    /// <summary>output[token, row] = Σ weights[row, column] activations[token, column], for whole groups of rows.</summary>
    /// <param name="weights">The first group.</param>
    /// <param name="groups">Groups to multiply.</param>
    /// <param name="columns">Columns of the matrix; a multiple of 32.</param>
    /// <param name="activations">Token rows, as floats or as <see cref="ActivationBlock"/>, whichever the format takes.</param>
    /// <param name="tokens">Token rows to multiply.</param>
    /// <param name="output">Where the first row of the first token goes.</param>
    /// <param name="outputStride">Floats from one token's output to the next.</param>
    public abstract void Multiply(
        byte* weights, int groups, int columns, void* activations, int tokens, float* output, int outputStride);
}

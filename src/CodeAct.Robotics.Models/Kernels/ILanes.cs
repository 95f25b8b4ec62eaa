namespace CodeAct.Robotics.Models.Kernels;

/// <summary>
/// The vector operations a weight kernel needs, for one width. A lane is one row of the matrix, so nothing is ever added
/// across lanes: each row sums its blocks in the same order at every width, integers exactly and floats with fused
/// multiply-adds, and all widths give the same bits.
/// </summary>
/// <typeparam name="TInt">Four bytes a lane.</typeparam>
/// <typeparam name="TFloat">One float a lane.</typeparam>
unsafe interface ILanes<TInt, TFloat>
{
    /// <summary>Rows side by side.</summary>
    static abstract int Rows { get; }

    static abstract TInt Load(byte* source);

    static abstract TInt LowNibbles(TInt bytes);

    static abstract TInt HighNibbles(TInt bytes);

    /// <summary>The same four bytes in every lane.</summary>
    static abstract TInt Spread(sbyte* four);

    /// <summary>
    /// Adds four products of weights 0..15 and activations −127..127 a lane. The sum is unfinished: it may live in 16-bit halves,
    /// which hold eight such additions (8 × 2 × 15 × 127 = 30,480).
    /// </summary>
    static abstract TInt AddNibbleProducts(TInt unfinished, TInt weights, TInt activations);

    /// <summary>Makes the sums of at most eight <see cref="AddNibbleProducts"/> 32-bit integers.</summary>
    static abstract TInt Finish(TInt unfinished);

    /// <summary>Adds four products of weights −128..127 and activations −127..127 a lane to 32-bit integers.</summary>
    static abstract TInt AddByteProducts(TInt sum, TInt weights, TInt activations);

    static abstract TFloat MinusToFloat(TInt sum, int subtrahend);

    static abstract TFloat LoadFloats(float* source);

    static abstract void Store(float* target, TFloat value);

    static abstract TFloat SpreadFloat(float value);

    static abstract TFloat Multiply(TFloat a, TFloat b);

    /// <summary>a b + c with one rounding.</summary>
    static abstract TFloat MultiplyAdd(TFloat a, TFloat b, TFloat c);
}

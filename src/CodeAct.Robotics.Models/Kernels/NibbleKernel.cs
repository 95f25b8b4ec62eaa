using System.Runtime.CompilerServices;

namespace CodeAct.Robotics.Models.Kernels;

/// <summary>
/// 4-bit weights (Q4_0 and Q4_1). A group is, for each block of 32 columns: one float scale a row, for Q4_1 one float minimum a
/// row, then four pieces of four bytes a row, whose low halves are columns 4i..4i+3 and whose high halves are columns 16+4i...
/// Whether there is a minimum is a type, so that the compiler drops the branch.
/// </summary>
sealed unsafe class NibbleKernel<TLanes, TInt, TFloat, TMinimum> : MatrixKernel
    where TLanes : struct, ILanes<TInt, TFloat>
    where TMinimum : struct, IMinimum
{
    public override int Rows => TLanes.Rows;

    // Without the attribute these become calls in the middle of the loops, and every register is spilled around them.
    static int Head
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => (TMinimum.Present ? 2 : 1) * sizeof(float) * TLanes.Rows;
    }

    static int Stride
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Head + 16 * TLanes.Rows;
    }

    public override long GroupBytes(int columns) => (long)columns / ActivationBlock.Length * Stride;

    public override void Multiply(
        byte* weights, int groups, int columns, void* activations, int tokens, float* output, int outputStride)
    {
        var blocks = columns / ActivationBlock.Length;
        var rows = (ActivationBlock*)activations;
        var groupBytes = GroupBytes(columns);
        var token = 0;
        // Three are four whose last is computed twice: that costs less than two and one, and a guess is often three long.
        for (; token + 3 <= tokens; token += 4)
        {
            var last = Math.Min(3, tokens - token - 1);
            for (var group = 0; group < groups; group++)
            {
                Four(weights + group * groupBytes, blocks, rows + (long)token * blocks, last,
                    output + (long)token * outputStride + group * TLanes.Rows, outputStride);
            }
        }
        for (; token + 2 <= tokens; token += 2)
        {
            for (var group = 0; group < groups; group++)
            {
                Two(weights + group * groupBytes, blocks, rows + (long)token * blocks,
                    output + (long)token * outputStride + group * TLanes.Rows, outputStride);
            }
        }
        for (; token < tokens; token++)
        {
            for (var group = 0; group < groups; group++)
            {
                One(weights + group * groupBytes, blocks, rows + (long)token * blocks,
                    output + (long)token * outputStride + group * TLanes.Rows);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void One(byte* weights, int blocks, ActivationBlock* activations, float* output)
    {
        var sum = TLanes.SpreadFloat(0);
        for (var end = activations + blocks; activations < end; activations++)
        {
            TInt products = default!;
            products = AddPiece(products, weights, activations, 0);
            products = AddPiece(products, weights, activations, 1);
            products = AddPiece(products, weights, activations, 2);
            products = AddPiece(products, weights, activations, 3);
            sum = AddBlock(sum, weights, products, activations);
            weights += Stride;
        }
        TLanes.Store(output, sum);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Two(byte* weights, int blocks, ActivationBlock* first, float* output, int outputStride)
    {
        TFloat sum0 = TLanes.SpreadFloat(0), sum1 = sum0;
        var second = first + blocks;
        for (var block = 0; block < blocks; block++)
        {
            TInt products0 = default!, products1 = default!;
            AddPiece(ref products0, ref products1, weights, first, second, 0);
            AddPiece(ref products0, ref products1, weights, first, second, 1);
            AddPiece(ref products0, ref products1, weights, first, second, 2);
            AddPiece(ref products0, ref products1, weights, first, second, 3);
            sum0 = AddBlock(sum0, weights, products0, first++);
            sum1 = AddBlock(sum1, weights, products1, second++);
            weights += Stride;
        }
        TLanes.Store(output, sum0);
        TLanes.Store(output + outputStride, sum1);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Four(byte* weights, int blocks, ActivationBlock* first, int last, float* output, int outputStride)
    {
        TFloat sum0 = TLanes.SpreadFloat(0), sum1 = sum0, sum2 = sum0, sum3 = sum0;
        var second = first + blocks;
        var third = second + blocks;
        var fourth = first + last * blocks;
        for (var block = 0; block < blocks; block++)
        {
            TInt products0 = default!, products1 = default!, products2 = default!, products3 = default!;
            AddPiece(ref products0, ref products1, ref products2, ref products3, weights, first, second, third, fourth, 0);
            AddPiece(ref products0, ref products1, ref products2, ref products3, weights, first, second, third, fourth, 1);
            AddPiece(ref products0, ref products1, ref products2, ref products3, weights, first, second, third, fourth, 2);
            AddPiece(ref products0, ref products1, ref products2, ref products3, weights, first, second, third, fourth, 3);
            sum0 = AddBlock(sum0, weights, products0, first++);
            sum1 = AddBlock(sum1, weights, products1, second++);
            sum2 = AddBlock(sum2, weights, products2, third++);
            sum3 = AddBlock(sum3, weights, products3, fourth++);
            weights += Stride;
        }
        TLanes.Store(output, sum0);
        TLanes.Store(output + outputStride, sum1);
        TLanes.Store(output + 2 * outputStride, sum2);
        TLanes.Store(output + last * outputStride, sum3);
    }

    // The pieces are written out: the compiler doesn't unroll loops.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static TInt AddPiece(TInt products, byte* weights, ActivationBlock* activation, int piece)
    {
        var bytes = TLanes.Load(weights + Head + piece * 4 * TLanes.Rows);
        products = TLanes.AddNibbleProducts(products, TLanes.LowNibbles(bytes), TLanes.Spread(activation->Bytes + 4 * piece));
        return TLanes.AddNibbleProducts(products, TLanes.HighNibbles(bytes), TLanes.Spread(activation->Bytes + 16 + 4 * piece));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void AddPiece(
        ref TInt products0, ref TInt products1, byte* weights, ActivationBlock* first, ActivationBlock* second, int piece)
    {
        var bytes = TLanes.Load(weights + Head + piece * 4 * TLanes.Rows);
        var low = TLanes.LowNibbles(bytes);
        products0 = TLanes.AddNibbleProducts(products0, low, TLanes.Spread(first->Bytes + 4 * piece));
        products1 = TLanes.AddNibbleProducts(products1, low, TLanes.Spread(second->Bytes + 4 * piece));
        var high = TLanes.HighNibbles(bytes);
        products0 = TLanes.AddNibbleProducts(products0, high, TLanes.Spread(first->Bytes + 16 + 4 * piece));
        products1 = TLanes.AddNibbleProducts(products1, high, TLanes.Spread(second->Bytes + 16 + 4 * piece));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void AddPiece(
        ref TInt products0, ref TInt products1, ref TInt products2, ref TInt products3, byte* weights,
        ActivationBlock* first, ActivationBlock* second, ActivationBlock* third, ActivationBlock* fourth, int piece)
    {
        var bytes = TLanes.Load(weights + Head + piece * 4 * TLanes.Rows);
        var low = TLanes.LowNibbles(bytes);
        products0 = TLanes.AddNibbleProducts(products0, low, TLanes.Spread(first->Bytes + 4 * piece));
        products1 = TLanes.AddNibbleProducts(products1, low, TLanes.Spread(second->Bytes + 4 * piece));
        products2 = TLanes.AddNibbleProducts(products2, low, TLanes.Spread(third->Bytes + 4 * piece));
        products3 = TLanes.AddNibbleProducts(products3, low, TLanes.Spread(fourth->Bytes + 4 * piece));
        var high = TLanes.HighNibbles(bytes);
        products0 = TLanes.AddNibbleProducts(products0, high, TLanes.Spread(first->Bytes + 16 + 4 * piece));
        products1 = TLanes.AddNibbleProducts(products1, high, TLanes.Spread(second->Bytes + 16 + 4 * piece));
        products2 = TLanes.AddNibbleProducts(products2, high, TLanes.Spread(third->Bytes + 16 + 4 * piece));
        products3 = TLanes.AddNibbleProducts(products3, high, TLanes.Spread(fourth->Bytes + 16 + 4 * piece));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static TFloat AddBlock(TFloat sum, byte* weights, TInt products, ActivationBlock* activation)
    {
        // Q4_0 stores q + 8: taking 8 Σ x off the integer sum is exact.
        var dot = TLanes.MinusToFloat(TLanes.Finish(products), TMinimum.Present ? 0 : 8 * activation->Sum);
        var scale = TLanes.Multiply(TLanes.LoadFloats((float*)weights), TLanes.SpreadFloat(activation->Scale));
        sum = TLanes.MultiplyAdd(dot, scale, sum);
        if (TMinimum.Present)
        {
            var total = TLanes.SpreadFloat(activation->Scale * activation->Sum);
            sum = TLanes.MultiplyAdd(TLanes.LoadFloats((float*)weights + TLanes.Rows), total, sum);
        }
        return sum;
    }
}

/// <summary>Whether 4-bit blocks carry a minimum.</summary>
interface IMinimum
{
    static abstract bool Present { get; }
}

/// <summary>Q4_1.</summary>
readonly struct WithMinimum : IMinimum
{
    public static bool Present => true;
}

/// <summary>Q4_0.</summary>
readonly struct WithoutMinimum : IMinimum
{
    public static bool Present => false;
}

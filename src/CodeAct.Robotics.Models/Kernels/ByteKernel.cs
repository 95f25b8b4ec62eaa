using System.Runtime.CompilerServices;

namespace CodeAct.Robotics.Models.Kernels;

/// <summary>8-bit weights (Q8_0). A group is, for each block of 32 columns: one float scale a row, then eight pieces of four bytes a row.</summary>
sealed unsafe class ByteKernel<TLanes, TInt, TFloat> : MatrixKernel
    where TLanes : struct, ILanes<TInt, TFloat>
{
    public override int Rows => TLanes.Rows;

    // Without the attribute these become calls in the middle of the loops, and every register is spilled around them.
    static int Head
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => sizeof(float) * TLanes.Rows;
    }

    static int Stride
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Head + 32 * TLanes.Rows;
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
            // Written out: the compiler doesn't unroll loops.
            products = AddPiece(products, weights, activations, 0);
            products = AddPiece(products, weights, activations, 1);
            products = AddPiece(products, weights, activations, 2);
            products = AddPiece(products, weights, activations, 3);
            products = AddPiece(products, weights, activations, 4);
            products = AddPiece(products, weights, activations, 5);
            products = AddPiece(products, weights, activations, 6);
            products = AddPiece(products, weights, activations, 7);
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
            for (var piece = 0; piece < 8; piece++)
            {
                var bytes = TLanes.Load(weights + Head + piece * 4 * TLanes.Rows);
                products0 = TLanes.AddByteProducts(products0, bytes, TLanes.Spread(first->Bytes + 4 * piece));
                products1 = TLanes.AddByteProducts(products1, bytes, TLanes.Spread(second->Bytes + 4 * piece));
            }
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
            for (var piece = 0; piece < 8; piece++)
            {
                var bytes = TLanes.Load(weights + Head + piece * 4 * TLanes.Rows);
                products0 = TLanes.AddByteProducts(products0, bytes, TLanes.Spread(first->Bytes + 4 * piece));
                products1 = TLanes.AddByteProducts(products1, bytes, TLanes.Spread(second->Bytes + 4 * piece));
                products2 = TLanes.AddByteProducts(products2, bytes, TLanes.Spread(third->Bytes + 4 * piece));
                products3 = TLanes.AddByteProducts(products3, bytes, TLanes.Spread(fourth->Bytes + 4 * piece));
            }
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

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static TInt AddPiece(TInt products, byte* weights, ActivationBlock* activation, int piece) =>
        TLanes.AddByteProducts(
            products, TLanes.Load(weights + Head + piece * 4 * TLanes.Rows), TLanes.Spread(activation->Bytes + 4 * piece));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static TFloat AddBlock(TFloat sum, byte* weights, TInt products, ActivationBlock* activation)
    {
        var scale = TLanes.Multiply(TLanes.LoadFloats((float*)weights), TLanes.SpreadFloat(activation->Scale));
        return TLanes.MultiplyAdd(TLanes.MinusToFloat(products, 0), scale, sum);
    }
}

using System.Runtime.CompilerServices;

namespace CodeAct.Robotics.Models.Kernels;

/// <summary>Float weights: a group is, for each column, one float a row. A row's sum runs over the columns in order.</summary>
sealed unsafe class FloatKernel<TLanes, TInt, TFloat> : MatrixKernel
    where TLanes : struct, ILanes<TInt, TFloat>
{
    public override int Rows => TLanes.Rows;

    public override long GroupBytes(int columns) => (long)columns * TLanes.Rows * sizeof(float);

    public override void Multiply(
        byte* weights, int groups, int columns, void* activations, int tokens, float* output, int outputStride)
    {
        var rows = (float*)activations;
        var token = 0;
        for (; token + 4 <= tokens; token += 4)
        {
            for (var group = 0; group < groups; group++)
            {
                Four((float*)(weights + group * GroupBytes(columns)), columns, rows + (long)token * columns,
                    output + (long)token * outputStride + group * TLanes.Rows, outputStride);
            }
        }
        for (; token < tokens; token++)
        {
            for (var group = 0; group < groups; group++)
            {
                One((float*)(weights + group * GroupBytes(columns)), columns, rows + (long)token * columns,
                    output + (long)token * outputStride + group * TLanes.Rows);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void One(float* weights, int columns, float* activations, float* output)
    {
        var sum = TLanes.SpreadFloat(0);
        for (var column = 0; column < columns; column++)
        {
            sum = TLanes.MultiplyAdd(TLanes.LoadFloats(weights), TLanes.SpreadFloat(activations[column]), sum);
            weights += TLanes.Rows;
        }
        TLanes.Store(output, sum);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Four(float* weights, int columns, float* activations, float* output, int outputStride)
    {
        TFloat sum0 = TLanes.SpreadFloat(0), sum1 = sum0, sum2 = sum0, sum3 = sum0;
        for (var column = 0; column < columns; column++)
        {
            var weight = TLanes.LoadFloats(weights);
            sum0 = TLanes.MultiplyAdd(weight, TLanes.SpreadFloat(activations[column]), sum0);
            sum1 = TLanes.MultiplyAdd(weight, TLanes.SpreadFloat(activations[column + columns]), sum1);
            sum2 = TLanes.MultiplyAdd(weight, TLanes.SpreadFloat(activations[column + 2 * columns]), sum2);
            sum3 = TLanes.MultiplyAdd(weight, TLanes.SpreadFloat(activations[column + 3 * columns]), sum3);
            weights += TLanes.Rows;
        }
        TLanes.Store(output, sum0);
        TLanes.Store(output + outputStride, sum1);
        TLanes.Store(output + 2 * outputStride, sum2);
        TLanes.Store(output + 3 * outputStride, sum3);
    }
}

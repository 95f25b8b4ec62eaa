namespace CodeAct.Robotics.Models.Engine;

/// <summary>Cosines and sines of the rotary embedding for the positions of one batch, laid out for <see cref="Kernels.VectorMath.Rotate"/>.</summary>
sealed unsafe class RopeTable : IDisposable
{
    readonly NativeBuffer _memory;
    readonly double[] _frequencies;
    readonly int _size;

    public RopeTable(LlamaShape shape, int tokens)
    {
        _size = shape.HeadSize;
        _memory = new NativeBuffer(2L * _size * tokens * sizeof(float));
        _frequencies = new double[_size / 2];
        for (var i = 0; i < _frequencies.Length; i++)
        {
            _frequencies[i] = Math.Pow(shape.RopeBase, -2.0 * i / _size);
        }
    }

    public float* Cosines(int token) => (float*)_memory.Start + 2L * _size * token;

    public float* Sines(int token) => Cosines(token) + _size;

    public void Fill(int firstPosition, int tokens)
    {
        for (var token = 0; token < tokens; token++)
        {
            var cosines = Cosines(token);
            var sines = Sines(token);
            for (var i = 0; i < _frequencies.Length; i++)
            {
                var (sine, cosine) = Math.SinCos((firstPosition + token) * _frequencies[i]);
                cosines[2 * i] = cosines[2 * i + 1] = (float)cosine;
                sines[2 * i] = -(float)sine;
                sines[2 * i + 1] = (float)sine;
            }
        }
    }

    public void Dispose() => _memory.Dispose();
}

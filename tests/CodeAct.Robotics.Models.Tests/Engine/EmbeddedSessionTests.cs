using CodeAct.Robotics.Models.Engine;
using CodeAct.Robotics.Models.Gguf;
using CodeAct.Robotics.Models.Kernels;

namespace CodeAct.Robotics.Models.Tests.Engine;

public sealed class EmbeddedSessionTests
{
    static readonly int[] Tokens = [.. Enumerable.Range(0, 150).Select(i => i * 37 % 256)];

    [Theory]
    [InlineData(GgufTensorType.F32)]
    [InlineData(GgufTensorType.Q8_0)]
    [InlineData(GgufTensorType.Q4_0)]
    [InlineData(GgufTensorType.Q4_1)]
    public void Append_EveryWidthThreadsAndBatch_GivesTheSameBits(GgufTensorType type)
    {
        var path = TinyModel.File(TinyModel.Make(type).ToBytes());
        var expected = Bits(path, KernelWidth.Scalar, threads: 1, batch: 150);
        foreach (var width in Enum.GetValues<KernelWidth>().Where(KernelSet.Supports))
        {
            Assert.Equal(expected, Bits(path, width, threads: 3, batch: 150));
            Assert.Equal(expected, Bits(path, width, threads: 2, batch: 1));
            Assert.Equal(expected, Bits(path, width, threads: 2, batch: 13));
        }
        File.Delete(path);
    }

    [Fact]
    public void Continue_CommonBeginning_ComputesOnlyTheRestAndGivesTheSameBits()
    {
        using var tiny = new TinyEngine();
        using var fresh = tiny.Model.CreateSession(256);
        using var kept = tiny.Model.CreateSession(256);
        kept.Append(Tokens);
        int[] other = [.. Tokens[..100], 7, 8, 9];

        Assert.Equal(100, kept.Continue(other));
        Assert.Equal(0, fresh.Continue(other));

        Assert.Equal(fresh.Logits.ToArray(), kept.Logits.ToArray());
        Assert.Equal(other, kept.Tokens);
        Assert.Equal(102, kept.Continue(other));
        Assert.Equal(fresh.Logits.ToArray(), kept.Logits.ToArray());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public void Append_GuessThatHoldsSoFar_GivesTheSameBitsAtEachToken(int right)
    {
        using var tiny = new TinyEngine();
        using var plain = tiny.Model.CreateSession(256);
        using var guessing = tiny.Model.CreateSession(256);
        int[] guess = [.. Tokens[10..(10 + right)], .. Enumerable.Repeat(255, 3 - right)];

        plain.Append(Tokens.AsSpan(0, 10));
        guessing.Append(Tokens.AsSpan(0, 10), guess);

        for (var i = 10; i < 20; i++)
        {
            Assert.Equal(plain.Logits.ToArray(), guessing.Logits.ToArray());
            plain.Append([Tokens[i]]);
            guessing.Append([Tokens[i]]);
            Assert.Equal(plain.Tokens, guessing.Tokens);
        }
        Assert.Equal(right, guessing.Guessed);
    }

    [Fact]
    public void Continue_AfterAGuess_ForgetsIt()
    {
        using var tiny = new TinyEngine();
        using var plain = tiny.Model.CreateSession(256);
        using var guessing = tiny.Model.CreateSession(256);
        guessing.Append(Tokens.AsSpan(0, 10), Tokens.AsSpan(10, 3));

        guessing.Continue(Tokens[..8]);
        guessing.Append([Tokens[10]]);
        plain.Append([.. Tokens[..8], Tokens[10]]);

        Assert.Equal(plain.Logits.ToArray(), guessing.Logits.ToArray());
        Assert.Equal(0, guessing.Guessed);
    }

    [Fact]
    public void Append_GuessBeyondTheContext_LeavesOutWhatDoesNotFit()
    {
        using var tiny = new TinyEngine();
        using var session = tiny.Model.CreateSession(12);
        session.Append(Tokens.AsSpan(0, 10), Tokens.AsSpan(10, 7));
        session.Append(Tokens.AsSpan(10, 2));
        Assert.Equal(2, session.Guessed);
        Assert.Throws<ContextOverflowException>(() => session.Append([Tokens[12]]));
        Assert.Throws<ArgumentOutOfRangeException>(() => session.Append([], [tiny.Model.Shape.Vocabulary]));
    }

    [Fact]
    public void Append_BeyondTheContext_SaysHowMuch()
    {
        using var tiny = new TinyEngine();
        using var session = tiny.Model.CreateSession(100);
        var e = Assert.Throws<ContextOverflowException>(() => session.Append(Tokens));
        Assert.Equal((150, 100), (e.Tokens, e.ContextLength));
    }

    [Fact]
    public void Append_Cancelled_KeepsWhatWasThere()
    {
        using var tiny = new TinyEngine();
        using var session = tiny.Model.CreateSession(256);
        session.Append(Tokens.AsSpan(0, 10));
        Assert.Throws<OperationCanceledException>(() => session.Append(Tokens.AsSpan(10), new CancellationToken(canceled: true)));
        Assert.Equal(Tokens[..10], session.Tokens);
    }

    [Fact]
    public void For_ManyLoops_RunsEachItemOnce()
    {
        using var team = new ThreadTeam(4);
        for (var loop = 0; loop < 2000; loop++)
        {
            var hits = new int[loop % 37 + 1];
            team.For(hits.Length, (item, _) => Interlocked.Increment(ref hits[item]));
            Assert.All(hits, hit => Assert.Equal(1, hit));
        }
    }

    [Fact]
    public void For_FailingItem_ThrowsItsExceptionAndGoesOn()
    {
        using var team = new ThreadTeam(2);
        Assert.Throws<InvalidDataException>(() => team.For(8, (item, _) => throw new InvalidDataException()));
        team.For(8, (_, _) => { });
    }

    static int[] Bits(string path, KernelWidth width, int threads, int batch)
    {
        using var model = EmbeddedModel.Load(path, new() { Threads = threads, Width = width });
        using var session = model.CreateSession(256);
        foreach (var piece in Tokens.Chunk(batch))
        {
            session.Append(piece);
        }
        return [.. session.Logits.ToArray().Select(BitConverter.SingleToInt32Bits)];
    }
}

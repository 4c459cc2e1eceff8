using Weir.Tensors.Backends.Simd;

namespace Weir.Tensors.Tests.Backends.Simd;

public sealed class MatrixProductTests
{
    private static readonly int[] Sizes = [0, 1, 2, 3, 7, 8, 9, 10, 15, 16, 17, 31, 47, 48, 49, 100, 129];
    private static readonly string[] Forms = ["NN", "NT", "TN", "TT"];

    // Widths that this processor does not have are computed by the runtime in smaller pieces: slow, and still right.
    public static TheoryData<VectorWidth, int> WidthsAndThreads => new()
    {
        { VectorWidth.Bits512, 1 },
        { VectorWidth.Bits512, 2 },
        { VectorWidth.Bits256, 1 },
        { VectorWidth.Bits256, 2 },
        { VectorWidth.Bits128, 1 },
        { VectorWidth.Bits128, 2 },
    };

    [Theory]
    [MemberData(nameof(WidthsAndThreads))]
    public void Every_combination_of_odd_sizes_and_forms_agrees_with_a_float64_loop(VectorWidth width, int threads)
    {
        using WorkerTeam team = new(threads, grain: 1024);
        int turn = (int)width + threads;
        foreach (int m in Sizes)
        {
            foreach (int n in Sizes)
            {
                foreach (int k in Sizes)
                {
                    // All sizes with each width; the forms and epilogues take turns, the large sizes are thinned out.
                    turn++;
                    if ((long)m * n * k > 200_000 && turn % 3 != 0)
                        continue;
                    string form = Forms[(turn / 3) % 4];
                    (bool bias, bool accumulate, bool activation) = (turn % 2 == 0, turn % 5 < 2, turn % 7 < 3);
                    using ProductCase product = new(m, n, k, form);
                    product.Run(team, width, bias, accumulate, activation);
                    string? mistake = product.Mistake(bias, accumulate, activation);
                    if (mistake is not null)
                        Assert.Fail($"{form} {m}×{n}×{k}, bias {bias}, accumulate {accumulate}, activation {activation}: {mistake}");
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(WidthsAndThreads))]
    public void Every_form_and_epilogue_agrees_at_each_kind_of_size(VectorWidth width, int threads)
    {
        using WorkerTeam team = new(threads, grain: 1024);
        foreach ((int m, int n, int k) in new[] { (10, 100, 84), (64, 33, 10), (5, 3, 200), (1, 130, 300), (31, 260, 19), (70, 1, 40),
            (9, 17, 0) })
        {
            foreach (string form in Forms)
            {
                for (int flags = 0; flags < 8; flags++)
                {
                    (bool bias, bool accumulate, bool activation) = ((flags & 1) != 0, (flags & 2) != 0, (flags & 4) != 0);
                    using ProductCase product = new(m, n, k, form);
                    product.Run(team, width, bias, accumulate, activation);
                    product.Mistake(bias, accumulate, activation).ShouldBeNull($"{form} {m}×{n}×{k}, flags {flags}");
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(WidthsAndThreads))]
    public void A_product_with_a_large_transposed_matrix_agrees_by_turning_the_smaller_ones(VectorWidth width, int threads)
    {
        using WorkerTeam team = new(threads, grain: 1024);
        // One block of the result and several, whole tiles and rests.
        foreach ((int m, int n, int k) in new[] { (16, 160, 160), (33, 301, 203), (130, 1100, 640) })
        {
            using ProductCase product = new(m, n, k, "NT");
            product.Run(team, width, bias: false, accumulate: false, activation: false);
            product.Mistake(bias: false, accumulate: false, activation: false).ShouldBeNull($"NT {m}×{n}×{k}");
        }
    }

    [Theory]
    [MemberData(nameof(WidthsAndThreads))]
    public void Columns_beyond_whole_vectors_agree_however_many_they_are(VectorWidth width, int threads)
    {
        using WorkerTeam team = new(threads, grain: 1024);
        // Depths on both sides of where a tail is worked out on its own; 20 columns are one vector of 16 and a tail, for two threads.
        foreach (int k in new[] { 63, 64, 65, 130 })
        {
            foreach (int n in new[] { 20, 33, 34, 35, 36, 37, 100 })
            {
                foreach (string form in Forms)
                {
                    for (int flags = 0; flags < 8; flags += 7)
                    {
                        using ProductCase product = new(2 + (n % 7), n, k, form);
                        product.Run(team, width, bias: flags > 0, accumulate: flags > 0, activation: flags > 0);
                        product.Mistake(bias: flags > 0, accumulate: flags > 0, activation: flags > 0)
                            .ShouldBeNull($"{form} {n}×{k}, flags {flags}");
                    }
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(WidthsAndThreads))]
    public void Columns_beyond_whole_vectors_agree_where_rows_lie_side_by_side(VectorWidth width, int threads)
    {
        using WorkerTeam team = new(threads, grain: 1024);
        // Whole pairs of vectors of rows, one vector more, a rest; numbers of rows on both sides of where a tail is worked out on its own.
        foreach ((int m, int k) in new[] { (63, 5), (64, 5), (65, 1), (127, 9), (144, 70), (301, 3) })
        {
            foreach (int n in new[] { 17, 18, 19, 20, 21, 100 })
            {
                foreach (string form in new[] { "TN", "TT" })
                {
                    for (int flags = 0; flags < 8; flags++)
                    {
                        (bool bias, bool accumulate, bool activation) = ((flags & 1) != 0, (flags & 2) != 0, (flags & 4) != 0);
                        using ProductCase product = new(m, n, k, form);
                        product.Run(team, width, bias, accumulate, activation);
                        product.Mistake(bias, accumulate, activation).ShouldBeNull($"{form} {m}×{n}×{k}, flags {flags}");
                    }
                }
            }
        }
    }

    [Theory]
    [InlineData(300, 260, 2100, 2)]
    [InlineData(257, 300, 515, 2)]
    [InlineData(270, 410, 515, 1)]
    [InlineData(10, 1100, 600, 2)]
    [InlineData(600, 50, 300, 2)]
    [InlineData(33, 550, 1100, 2)]
    [InlineData(2060, 290, 20, 1)]
    [InlineData(600, 75, 640, 2)]
    [InlineData(330, 67, 515, 1)]
    public void Products_of_several_blocks_agree(int m, int n, int k, int threads)
    {
        using WorkerTeam team = new(threads, grain: 1024);
        foreach (string form in Forms)
        {
            using ProductCase product = new(m, n, k, form);
            product.Run(team, VectorWidths.Widest, bias: true, accumulate: true, activation: true);
            product.Mistake(bias: true, accumulate: true, activation: true).ShouldBeNull($"{form} {m}×{n}×{k}");
        }
    }

    [Theory]
    [MemberData(nameof(WidthsAndThreads))]
    public void The_same_product_gives_the_same_bits(VectorWidth width, int threads)
    {
        using WorkerTeam team = new(threads, grain: 1024);
        foreach (string form in Forms)
        {
            using ProductCase product = new(65, 150, 300, form);
            product.Run(team, width, bias: true);
            float[] first = product.Result;
            for (int round = 0; round < 20; round++)
            {
                product.Reset();
                product.Run(team, width, bias: true);
                product.Result.ShouldBe(first);
            }
        }
    }

    [Fact]
    public void A_value_that_is_not_finite_reaches_its_row_or_column_and_nothing_else()
    {
        using WorkerTeam team = new(2, grain: 1024);
        foreach (string form in Forms)
        {
            foreach (int m in new[] { 3, 40 })
            {
                using ProductCase product = new(m, 70, 37, form);
                product.B(36, 4) = 0;
                product.A(2, 36) = float.PositiveInfinity;
                product.B(20, 69) = float.NaN;
                product.Run(team, VectorWidths.Widest);
                float[] result = product.Result;
                for (int i = 0; i < m; i++)
                {
                    for (int j = 0; j < 70; j++)
                    {
                        float value = result[(i * 75) + j];
                        if (j == 69 || (i == 2 && j == 4))
                            float.IsNaN(value).ShouldBeTrue($"{form} ({i}, {j}) is {value}");
                        else
                            float.IsInfinity(value).ShouldBe(i == 2, $"{form} ({i}, {j}) is {value}");
                        if (i != 2 && j != 69)
                            float.IsFinite(value).ShouldBeTrue($"{form} ({i}, {j}) is {value}");
                    }
                }
            }
        }
    }

    [Fact]
    public void A_kernel_that_runs_on_the_team_can_multiply_on_its_own_thread_and_keep_its_scratch()
    {
        using WorkerTeam team = new(2, grain: 1024);
        using ProductCase first = new(40, 130, 300, "NT");
        using ProductCase second = new(41, 131, 301, "NN");
        bool[] kept = new bool[2];
        team.Run(new Fused(team, [first, second], kept), 2);
        first.Mistake().ShouldBeNull();
        second.Mistake().ShouldBeNull();
        kept.ShouldBe([true, true]);
    }

    [Fact]
    public void A_product_inside_a_job_of_the_same_team_is_right()
    {
        using WorkerTeam team = new(2, grain: 1024);
        using ProductCase first = new(140, 130, 100, "NT");
        using ProductCase second = new(141, 131, 101, "NN");
        team.Run(new Inside(team, [first, second]), 2);
        first.Mistake().ShouldBeNull();
        second.Mistake().ShouldBeNull();
    }

    [Fact]
    public void A_product_allocates_nothing_when_it_is_repeated()
    {
        using WorkerTeam team = new(2, grain: 1024);
        using ProductCase product = new(140, 130, 600, "NT");
        product.Run(team, VectorWidth.Bits128);
        product.Run(team, VectorWidth.Bits128);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int round = 0; round < 10; round++)
            product.Run(team, VectorWidth.Bits128);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
    }

    private readonly unsafe struct Fused(WorkerTeam team, ProductCase[] products, bool[] kept) : IJob
    {
        public void Execute(int part)
        {
            Scratch scratch = team.ScratchOf(part);
            using Scratch.Frame frame = scratch.Open();
            Span<float> own = new(frame.Take(50), 50);
            own.Fill(part);
            products[part].RunOnThread(scratch);
            kept[part] = own.IndexOfAnyExcept((float)part) < 0;
        }
    }

    private readonly struct Inside(WorkerTeam team, ProductCase[] products) : IJob
    {
        public void Execute(int part) => products[part].Run(team, VectorWidth.Bits256);
    }
}

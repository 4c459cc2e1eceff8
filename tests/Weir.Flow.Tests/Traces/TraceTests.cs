using System.Text;
using Weir.Nn;

namespace Weir.Flow.Tests.Traces;

public sealed partial class TraceTests
{
    private static readonly TraceHeader Header = new(
        [new("encoder.1", "linear+relu", 20, true), new("kopf \"ü\"", "softmax", 3, false)],
        [new("encoder.1.weight", "weight", [6, 20], 0), new("slope", "scale", [], -1)],
        Batch: 64);

    [Fact]
    public void A_trace_that_is_written_and_read_is_the_same()
    {
        FlowSample[] samples = [Sample(1), Sample(7) with { Attenuation = -0.5, NoiseScale = 1234.5 }];
        Trace trace = TraceReader.Parse(Write(Header, samples), "flow.jsonl");
        trace.Header.Batch.ShouldBe(64);
        trace.Header.Version.ShouldBe(1);
        trace.Header.Layers.ShouldBe(Header.Layers);
        trace.Header.Parameters.Select(p => (p.Name, p.Kind, p.Layer)).ShouldBe(Header.Parameters.Select(p => (p.Name, p.Kind, p.Layer)));
        trace.Header.Parameters.SelectMany(p => p.Shape).ShouldBe([6, 20]);
        trace.Samples.Count.ShouldBe(2);
        for (int i = 0; i < 2; i++)
            Same(trace.Samples[i], samples[i]);
    }

    [Fact]
    public void Numbers_that_JSON_cannot_say_come_back_and_missing_ones_stay_missing()
    {
        FlowSample odd = Sample(3) with
        {
            Loss = double.NaN,
            GradientNorm = double.PositiveInfinity,
            ClippedNorm = double.NegativeInfinity,
            Attenuation = null,
            Layers = [Layer() with { DeltaRms = null, ActivationSaturated = null, UnitsDead = null },
                Layer() with { ActivationMax = double.NaN, UnitsDead = 0, DeltaRms = double.PositiveInfinity }],
            Parameters = [Parameter() with { UpdateRatio = null, GradientCosine = null },
                Parameter() with { UpdateRatio = double.NaN, GradientCosine = -1 }],
        };
        string text = Write(Header, [odd]);
        text.ShouldContain("\"loss\":\"nan\"");
        text.ShouldContain("\"gradient.norm\":\"inf\",\"gradient.norm.clipped\":\"-inf\"");
        text.ShouldNotContain("null");
        Same(TraceReader.Parse(text, "t").Samples[0], odd);
    }

    [Fact]
    public void Where_numbers_are_not_finite_comes_back_with_its_samples()
    {
        NonFiniteEntries entries = new([32, 64], 3, [4, 9], 2) { Samples = [112, 387] };
        FlowSample sample = Sample(3) with
        {
            Layers = [Layer() with { ActivationNonFinite = entries }, Layer() with { DeltaNonFinite = entries with { Samples = null } }],
        };
        string text = Write(Header, [sample]);
        text.ShouldContain("""
            "activation.nonfinite":{"shape":[32,64],"entries":3,"rows":[4,9],"row.count":2,"samples":[112,387]}
            """);
        FlowSample read = TraceReader.Parse(text, "t").Samples[0];
        Write(Header, [read]).ShouldBe(text);
        read.Layers[0].ActivationNonFinite!.ToString()
            .ShouldBe("3 of 2,048 entries (32 × 64), in rows 4 and 9 of the batch, which are samples 112 and 387");
        read.Layers[1].DeltaNonFinite!.ToString().ShouldBe("3 of 2,048 entries (32 × 64), in rows 4 and 9 of the batch");
        string odd = text.Replace("\"row.count\":2", "\"row.count\":1", StringComparison.Ordinal);
        Should.Throw<TraceException>(() => TraceReader.Parse(odd, "t")).Message
            .ShouldContain("activation.nonfinite names more rows than it counts");
    }

    [Theory]
    [InlineData(new[] { 32, 64 }, 2048, new[] { 0, 1, 2, 3, 4, 5, 6, 7 }, 32, "all of 2,048 entries (32 × 64), in every row of the batch")]
    [InlineData(new[] { 32, 64 }, 64, new[] { 5 }, 1, "64 of 2,048 entries (32 × 64), in row 5 of the batch, which is sample 105")]
    [InlineData(new[] { 32, 64 }, 20, new[] { 0, 1, 2, 3, 4, 5, 6, 7 }, 20, "20 of 2,048 entries (32 × 64), in rows 0, 1, 2, 3, 4, 5, "
        + "6, 7 and 12 more of the batch, which are samples 100, 101, 102, 103, 104, 105, 106, 107 and 12 more")]
    public void Where_numbers_are_not_finite_is_told_in_words(int[] shape, long count, int[] rows, int rowCount, string words) =>
        (new NonFiniteEntries(shape, count, rows, rowCount) { Samples = [.. rows.Select(row => row + 100)] }).ToString().ShouldBe(words);

    [Theory]
    [InlineData(1e-25)]
    [InlineData(-3.402823e38)]
    [InlineData(1.234568e-300)]
    [InlineData(0)]
    [InlineData(123456.7)]
    public void Seven_digits_come_back_whatever_the_size(double number) =>
        TraceReader.Parse(Write(Header, [Sample(1) with { Loss = number }]), "t").Samples[0].Loss.ShouldBe(number);

    [Fact]
    public void Numbers_are_rounded_to_seven_digits() =>
        Write(Header, [Sample(1) with { Loss = 1.0 / 3, Rate = 2e7 / 3 }]).ShouldContain("\"loss\":0.3333333,\"rate\":6666667,");

    [Fact]
    public void A_torn_last_line_is_dropped_wherever_it_is_cut()
    {
        string header = Write(Header, []), one = Write(Header, [Sample(1)]), two = Write(Header, [Sample(1), Sample(2)]);
        for (int cut = one.Length; cut < two.Length; cut++)
            TraceReader.Parse(two[..cut], "t").Samples.Count.ShouldBe(1);
        for (int cut = header.Length; cut < one.Length; cut++)
            TraceReader.Parse(two[..cut], "t").Samples.Count.ShouldBe(0);
        for (int cut = 0; cut < header.Length; cut++)
            Should.Throw<TraceException>(() => TraceReader.Parse(header[..cut], "t"))
                .Message.ShouldContain("the first line of a trace, which names its layers, is missing");
        TraceReader.Parse(two, "t").Samples.Count.ShouldBe(2);
    }

    [Theory]
    [InlineData(long.MaxValue, 4)]
    [InlineData(3, 2)]
    public void Steps_rise_from_line_to_line(long before, long behind) =>
        Should.Throw<TraceException>(() => TraceReader.Parse(Write(Header, [Sample(1), Sample(before), Sample(behind)]), "t")).Message
            .ShouldStartWith($"t, line 4: not a line of a trace (step {behind} stands behind step {before})");

    [Fact]
    public void A_file_is_read_while_it_is_written_and_its_bytes_are_cut_anywhere()
    {
        string path = Path.Combine(Path.GetTempPath(), $"weir-trace-{Guid.NewGuid():n}.jsonl");
        try
        {
            using FileStream stream = new(path, FileMode.Create, FileAccess.Write, FileShare.Read);
            using TraceWriter writer = new(stream);
            writer.Write(Header);
            writer.Write(Sample(1));
            TraceReader.Read(path).Samples.Count.ShouldBe(1);
            stream.Write(Encoding.UTF8.GetBytes("{\"step\":2,\"loss\":\"ü").AsSpan()[..^1]);
            stream.Flush();
            TraceReader.Read(path).Samples.Count.ShouldBe(1);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Theory]
    [InlineData("{\"step\":2,\"lo", "JSON")]
    [InlineData("", "JSON")]
    [InlineData("[]", "Object")]
    [InlineData("7", "Object")]
    [InlineData("{\"step\":2}", "layers")]
    public void Damage_in_the_middle_names_file_and_line(string line, string cause)
    {
        string[] lines = Write(Header, [Sample(1), Sample(2), Sample(3)]).Split('\n');
        lines[2] = line;
        string message = Should.Throw<TraceException>(() => TraceReader.Parse(string.Join('\n', lines), "runs/a/flow.jsonl")).Message;
        message.ShouldStartWith("runs/a/flow.jsonl, line 3: not a line of a trace (");
        if (cause != "JSON")
            message.ShouldContain(cause, Case.Insensitive);
    }

    [Fact]
    public void Numbers_that_are_missing_or_no_numbers_are_named()
    {
        string text = Write(Header, [Sample(1)]);
        Damaged(text, "\"loss\":0.5,", "").ShouldContain("the number loss is missing");
        Damaged(text, "\"loss\":0.5", "\"loss\":\"high\"").ShouldContain("loss is \"high\", which is no number");
        Damaged(text, "\"loss\":0.5", "\"loss\":true").ShouldContain("loss is no number");
        Damaged(text, "\"loss\":0.5", "\"loss\":null").ShouldContain("loss is no number");
        Damaged(text, "\"activation.rms\":1,", "").ShouldContain("activation.rms is missing");
        Damaged(text, "\"step\":1", "\"step\":1.5").ShouldContain("line 2");
        Damaged(text, "\"units.dead\":2", "\"units.dead\":\"nan\"").ShouldContain("units.dead");
    }

    [Fact]
    public void Another_number_of_layers_than_the_header_names_is_refused()
    {
        FlowSample sample = Sample(1);
        Should.Throw<TraceException>(() => TraceReader.Parse(Write(Header, [sample with { Layers = [Layer()] }]), "t")).Message
            .ShouldContain("line 2: not a line of a trace (1 layers and 2 parameters, where the header names 2 and 2)");
        Should.Throw<TraceException>(() => TraceReader.Parse(Write(Header, [sample with { Parameters = [] }]), "t"))
            .Message.ShouldContain("2 layers and 0 parameters");
    }

    [Fact]
    public void A_newer_version_is_refused()
    {
        string text = Write(Header with { Version = 2 }, [Sample(1)]);
        Should.Throw<TraceException>(() => TraceReader.Parse(text, "t")).Message.ShouldContain(
            "line 1: not a line of a trace (the trace is of version 2, and this program reads up to 1; use a newer one)");
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("{\"format\":\"other\"}")]
    [InlineData("{\"format\":7}")]
    [InlineData("{\"format\":\"weir-trace\"}")]
    [InlineData("{\"format\":\"weir-trace\",\"version\":1,\"batch\":8,\"layers\":[{}],\"parameters\":[]}")]
    [InlineData("{\"format\":\"weir-trace\",\"version\":1,\"batch\":8,\"layers\":[{\"path\":null,\"kind\":\"relu\",\"units\":1,"
        + "\"weights\":false}],\"parameters\":[]}")]
    [InlineData("{\"format\":\"weir-trace\",\"version\":1,\"batch\":8,\"layers\":[],\"parameters\":[{\"name\":\"w\","
        + "\"kind\":\"weight\",\"shape\":[2],\"layer\":0}]}")]
    [InlineData("{\"format\":\"weir-trace\",\"version\":1,\"batch\":8,\"layers\":[],\"parameters\":[{\"name\":\"w\","
        + "\"kind\":\"weight\",\"shape\":[2],\"layer\":-2}]}")]
    public void A_first_line_that_is_no_header_is_refused(string line) =>
        Should.Throw<TraceException>(() => TraceReader.Parse(line + "\n", "t"))
            .Message.ShouldStartWith("t, line 1: not a line of a trace (");

    [Fact]
    public void Fields_that_this_version_does_not_know_are_passed_over()
    {
        string text = Write(Header, [Sample(1)]).Replace("\"loss\":", "\"sharpness\":3,\"loss\":", StringComparison.Ordinal);
        Same(TraceReader.Parse(text, "t").Samples[0], Sample(1));
    }

    [Fact]
    public void A_layer_keeps_the_traits_that_it_declared()
    {
        TraceLayer own = new("1", "mish", 3, false) { Traits = LayerTraits.Rectifier | LayerTraits.Bypassed };
        TraceReader.Parse(Write(new TraceHeader([own], [], 1), []), "t").Header.Layers.ShouldBe([own]);
    }

    [Fact]
    public void A_trace_that_tells_no_traits_has_those_of_the_functions_in_its_kinds()
    {
        const string text = """{"format":"weir-trace","version":1,"batch":1,"layers":["""
            + """{"path":"1.branch.2","kind":"conv+tanh","units":3,"weights":true}],"parameters":[]}""" + "\n";
        TraceReader.Parse(text, "t").Header.Layers[0].Traits.ShouldBe(LayerTraits.Squashing | LayerTraits.Bypassed);
        // What a newer program knows is passed over.
        TraceReader.Parse(text.Replace("true}", "true,\"traits\":[\"rectifier\",\"of-tomorrow\"]}", StringComparison.Ordinal), "t")
            .Header.Layers[0].Traits
            .ShouldBe(LayerTraits.Rectifier);
    }

    [Fact]
    public void A_parameter_of_one_number_has_no_axes()
    {
        TraceHeader header = new([new("1", "gain", 1, true)], [new("1.weight", "weight", [], 0)], 1);
        TraceReader.Parse(Write(header, []), "t").Header.Parameters[0].Shape.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("\"layer\":0", "\"layer\":7",
        "parameter '1.weight' is of layer 7; the layers go from 0 to 0, and -1 stands for none of them")]
    [InlineData("\"layer\":0", "\"layer\":-2", "is of layer -2")]
    [InlineData("\"shape\":[2]", "\"shape\":[-2]", "has an axis of fewer than 0 entries")]
    [InlineData("\"units\":1", "\"units\":-1", "are fewer than 0")]
    [InlineData("\"units\":1", "\"units\":1.5", "line 1: not a line of a trace")]
    [InlineData("\"path\":\"1\"", "\"path\":\"\\ud800\"", "line 1: not a line of a trace")]
    [InlineData("\"traits\":[\"follows\"]", "\"traits\":[3]", "line 1: not a line of a trace")]
    public void A_header_that_contradicts_itself_is_damage(string what, string instead, string message)
    {
        string text = Write(new TraceHeader([new("1", "gain", 1, true)], [new("1.weight", "weight", [2], 0)], 1), []);
        text.ShouldContain(what);
        Should.Throw<TraceException>(() => TraceReader.Parse(text.Replace(what, instead, StringComparison.Ordinal), "t"))
            .Message.ShouldContain(message);
    }

    internal static string Write(TraceHeader header, IEnumerable<FlowSample> samples)
    {
        using MemoryStream stream = new();
        using TraceWriter writer = new(stream);
        writer.Write(header);
        foreach (FlowSample sample in samples)
            writer.Write(sample);
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static string Damaged(string text, string from, string to)
    {
        text.ShouldContain(from);
        return Should.Throw<TraceException>(() => TraceReader.Parse(text.Replace(from, to, StringComparison.Ordinal), "t")).Message;
    }

    private static void Same(FlowSample actual, FlowSample expected)
    {
        (actual with { Layers = expected.Layers, Parameters = expected.Parameters }).ShouldBe(expected);
        actual.Layers.ShouldBe(expected.Layers);
        actual.Parameters.ShouldBe(expected.Parameters);
    }

    private static FlowSample Sample(long step) => new()
    {
        Step = step,
        Loss = 0.5,
        Rate = 0.01,
        GradientNorm = 2,
        ClippedNorm = 1,
        Layers = [Layer(), Layer()],
        Parameters = [Parameter(), Parameter()],
    };

    private static LayerFlow Layer() => new()
    {
        ActivationRms = 1,
        ActivationMean = -0.25,
        ActivationStd = 0.75,
        ActivationMax = 3,
        ActivationZero = 0.5,
        ActivationSaturated = 0.125,
        UnitsDead = 2,
        DeltaRms = 1e-3,
    };

    private static ParameterFlow Parameter() =>
        new() { WeightNorm = 4, GradientNorm = 0.5, GradientZero = 0, UpdateRatio = 1e-3, GradientCosine = 0.25 };
}

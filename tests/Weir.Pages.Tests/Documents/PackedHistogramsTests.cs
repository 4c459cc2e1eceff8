using System.Text.Json.Nodes;
using Weir.Flow;

namespace Weir.Pages.Tests.Documents;

public sealed class PackedHistogramsTests
{
    [Fact]
    public void Only_steps_with_histograms_are_packed_and_columns_run_from_the_most_negative_to_what_is_no_number()
    {
        JsonObject packed = PackedHistograms.Of(FlowLayer.Of(Some(1, 2).Header), Some(1, 2).Samples, PackedFlow.MostCharacters)!;
        ((JsonArray)packed["steps"]!).Select(step => (long)step!).ShouldBe([2L]);
        JsonNode weight = packed["quantities"]!["weight"]!;
        ((int)weight["first"]!, (int)weight["bins"]!).ShouldBe((-2, 3));
        ((int)weight["counts"]!["rows"]!, (int)weight["counts"]!["columns"]!).ShouldBe((1, 8));
        PackedNumbersTests.Floats((JsonObject)weight["counts"]!).ShouldBe([2f, 0, 0, 1, 3, 0, 4, 5]);
        packed["quantities"]!["delta"].ShouldBeNull("none was measured");
    }

    [Fact]
    public void Where_they_would_take_too_much_room_steps_are_left_out_but_the_first_and_the_last_stay()
    {
        Trace trace = Some(20, 41, step => step * 977 % 1000);
        JsonObject packed = PackedHistograms.Of(FlowLayer.Of(trace.Header), trace.Samples, PackedFlow.MostCharacters)!;
        ((JsonArray)packed["steps"]!).Count.ShouldBe(20);
        packed = PackedHistograms.Of(FlowLayer.Of(trace.Header), trace.Samples, 2 * PackedHistograms.Size(packed))!;
        long[] steps = [.. ((JsonArray)packed["steps"]!).Select(step => (long)step!)];
        steps.Length.ShouldBeInRange(2, 19);
        (steps[0], steps[^1]).ShouldBe((2, 40));
    }

    [Fact]
    public void A_trace_without_histograms_has_none() =>
        PackedHistograms.Of(FlowLayer.Of(Make.Trace(2, 3).Header), Make.Trace(2, 3).Samples, 1000).ShouldBeNull();

    /// <summary>Every other step: two entries in (−2, −1], one zero, three in [0.25, 0.5), four in [1, 2), five that are none.</summary>
    private static Trace Some(int layers, int samples, Func<long, long>? more = null) =>
        Make.Trace(layers, samples, sample =>
        {
            if (sample.Step % 2 != 0)
                return sample;
            Histogram histogram = new(1, -2, [3, more?.Invoke(sample.Step) ?? 0, 4], [0, 0, 2], 5);
            return sample with
            {
                Histograms = new FlowHistograms([.. Enumerable.Repeat(new LayerHistograms(histogram, null), layers)],
                    [.. Enumerable.Repeat(new ParameterHistograms(histogram, null), layers)]),
            };
        });
}

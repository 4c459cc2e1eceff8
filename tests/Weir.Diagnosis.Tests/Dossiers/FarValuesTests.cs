using Weir.Data;
using Weir.Tensors;

namespace Weir.Diagnosis.Tests.Dossiers;

/// <summary>Rows with a value far from all others of their column.</summary>
public sealed class FarValuesTests
{
    private static FarValues Of(Action<float[], float[]> change, bool named = false, int count = 400)
    {
        RandomStream random = RandomStream.For(3, "far");
        float[] inputs = new float[2 * count], targets = new float[count];
        for (int i = 0; i < inputs.Length; i++)
            inputs[i] = (float)random.NextNormal();
        for (int i = 0; i < count; i++)
            targets[i] = inputs[2 * i] + inputs[(2 * i) + 1];
        change(inputs, targets);
        Dataset all = new("table", new Shape(2), inputs, new ValueTargets(targets, 1))
        {
            Columns = named ? ["area", "rooms"] : null,
            Origins = named ? [.. Enumerable.Range(0, count).Select(i => new SampleOrigin("prices.csv", i + 2))] : null,
        };
        return FarValues.Of(new DataSplit(all.Take(300), all.Skip(300)));
    }

    [Fact]
    public void A_normal_table_has_none() => (Of((_, _) => { }).Count, Of((_, _) => { }).Names).ShouldBe((0, null));

    [Fact]
    public void A_value_far_off_is_named_by_its_row_and_column()
    {
        FarValues far = Of((inputs, _) => inputs[21] = 1000, named: true);
        far.Count.ShouldBe(1);
        far.Names!.ShouldMatch(@"^prices\.csv, line 12 \('rooms', [0-9.e+]+ deviations\)$");
        far.Furthest.ShouldBeInRange(700, 1400);
    }

    [Fact]
    public void Targets_count_and_so_does_the_validation_part_with_the_furthest_first()
    {
        FarValues far = Of((inputs, targets) => (inputs[20], targets[350]) = (-100, 1e6f));
        far.Count.ShouldBe(2);
        far.Names!.ShouldStartWith("sample 50 of the validation part (the target, ");
        far.Names!.ShouldContain(", sample 10 of the training part (feature 0, ");
    }

    [Fact]
    public void What_a_hundredth_of_the_rows_has_is_no_exception() =>
        Of((inputs, _) =>
        {
            for (int i = 0; i < 10; i++)
                inputs[20 * i] = 1000;
        }).Count.ShouldBe(0);

    [Fact]
    public void A_column_that_tells_of_a_rare_kind_has_no_middle_to_be_far_from() =>
        Of((inputs, _) =>
        {
            for (int i = 0; i < inputs.Length; i += 2)
                inputs[i] = i == 40 ? 1 : 0;
        }).Count.ShouldBe(0);

    [Fact]
    public void Numbers_that_are_not_finite_are_another_rules() =>
        Of((inputs, targets) => (inputs[20], targets[7]) = (float.NaN, float.PositiveInfinity)).Count.ShouldBe(0);
}

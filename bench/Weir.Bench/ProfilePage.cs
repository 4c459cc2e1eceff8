using System.Globalization;
using System.Text;
using Weir.Flow;

namespace Weir.Bench;

/// <summary>The profile of a workload for docs/benchmarks.md.</summary>
internal static class ProfilePage
{
    /// <summary>Layers with a smaller share of the step are shown together.</summary>
    private const double LeastShare = 0.02;

    public static string Of(string workload, StepProfile profile, double peak)
    {
        StringBuilder page = new();
        page.AppendLine(CultureInfo.InvariantCulture, $"### `{workload}`");
        page.AppendLine();
        page.AppendLine(string.Create(
            CultureInfo.InvariantCulture,
            $"A step takes {BenchmarkPage.Short(profile.Step * 1e3)} ms. Products take {Percent(profile.ProductSeconds / profile.Total)} "
                + $"of it and reach {Percent(profile.ProductOperations / profile.ProductSeconds / peak)} of the peak."));
        page.AppendLine();
        page.AppendLine("| layer | kind | forward µs | data µs | weights µs | update µs | flow µs | share | of peak: forward | data | "
            + "weights |");
        page.AppendLine("|---|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|");
        ILookup<bool, LayerProfile> layers =
            profile.Layers.ToLookup(layer => layer.Total / profile.Total >= LeastShare || layer.Path.Length == 0);
        foreach (LayerProfile layer in layers[true].Where(layer => layer.Path.Length > 0))
            Row($"`{layer.Path}`", layer.Kind, layer);
        LayerProfile[] small = [.. layers[false]];
        if (small.Length > 0)
        {
            Row($"{small.Length} smaller ones", "", new LayerProfile(
                "", "", small.Sum(one => one.Forward), small.Sum(one => one.BackwardData), small.Sum(one => one.BackwardWeights),
                    small.Sum(one => one.Update), small.Sum(one => one.Measuring), 0, PassesOn: true, HasWeights: true));
        }

        foreach (LayerProfile rest in layers[true].Where(layer => layer.Path.Length == 0))
            Row(rest.Kind, "", rest);
        return page.ToString();

        void Row(string name, string kind, LayerProfile layer) => page.AppendLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {name} | {kind} | {layer.Forward * 1e6:F1} | {layer.BackwardData * 1e6:F1} | {layer.BackwardWeights * 1e6:F1} | "
                + $"{layer.Update * 1e6:F1} | {layer.Measuring * 1e6:F1} | {Percent(layer.Total / profile.Total)} | "
                + $"{Part(layer, StepPhase.Forward)} | {Part(layer, StepPhase.BackwardData)} | "
                + $"{Part(layer, StepPhase.BackwardWeights)} |"));

        string Part(LayerProfile layer, StepPhase phase) => layer.Rate(phase) is { } rate ? Percent(rate / peak) : "";
    }

    private static string Percent(double share) => (100 * share).ToString("F0", CultureInfo.InvariantCulture) + " %";
}

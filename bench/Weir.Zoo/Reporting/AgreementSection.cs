using System.Globalization;

namespace Weir.Zoo;

/// <summary>
/// Whether cases train here as they did elsewhere: the median test score of the seeds beside the scores measured there. Healthy cases are
/// all shown, others where the median lies further than a margin outside what was measured.
/// </summary>
internal static class AgreementSection
{
    private const double HealthyMargin = 0.02;
    private const double Margin = 0.1;

    /// <summary>The section as text.</summary>
    public static string Of(IReadOnlyList<Outcome> outcomes)
    {
        TextTable table = new();
        table.Row("case", "verdict", ">seeds", ">here", ">elsewhere", ">least", ">most", "");
        int compared = 0, outside = 0;
        foreach (IGrouping<string, Outcome> group in outcomes
            .Where(outcome => outcome.Record.Test is not null && outcome.Case.Measured.Count > 0).GroupBy(outcome => outcome.Case.Id))
        {
            ZooCase zooCase = group.First().Case;
            double here = Median(group.Select(outcome => outcome.Record.Test!.Value)),
                there = Median(zooCase.Measured.Select(seed => seed.Test));
            double least = zooCase.Measured.Min(seed => seed.Test), most = zooCase.Measured.Max(seed => seed.Test);
            bool isHealthy = zooCase.Verdict == Verdict.Trains;
            double margin = isHealthy ? HealthyMargin : Margin;
            bool isOutside = here < least - margin || here > most + margin;
            compared++;
            outside += isOutside ? 1 : 0;
            if (isHealthy || isOutside)
                table.Row(zooCase.Id, Name(zooCase.Verdict), ">" + Text(group.Count(), "F0"), ">" + Text(here), ">" + Text(there),
                    ">" + Text(least), ">" + Text(most), isOutside ? "outside" : "");
        }

        return compared == 0
            ? ""
            : string.Create(CultureInfo.InvariantCulture, $"test scores here beside those measured elsewhere: {compared} cases, "
                + $"{outside} further outside than {HealthyMargin} (healthy) or {Margin}\n{table}\n");
    }

    private static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted.Length % 2 == 1 ? sorted[sorted.Length / 2] : (sorted[(sorted.Length / 2) - 1] + sorted[sorted.Length / 2]) / 2;
    }

    private static string Text(double value, string format = "F3") => value.ToString(format, CultureInfo.InvariantCulture);

    private static string Name(Verdict? verdict) => verdict switch
    {
        Verdict.Trains => "trains",
        Verdict.Suffers => "suffers",
        Verdict.Stochastic => "stochastic",
        Verdict.TrainsAnyway => "trains-anyway",
        _ => "",
    };
}

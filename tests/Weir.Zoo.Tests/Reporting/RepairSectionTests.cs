namespace Weir.Zoo.Tests;

public class RepairSectionTests
{
    [Fact]
    public void A_repair_counts_where_it_reaches_the_twins_gain_and_never_by_its_claim()
    {
        string text = RepairSection.Of(
        [
            Of("mended", "saturation", Verdict.Suffers, "repaired", 0.5, 0.96, 2, "saturation"),
            Of("claimed", "saturation", Verdict.Suffers, "repaired", 0.5, 0.7, 3.5, "dying-relu"),
            Of("given-up", "dying-relu", Verdict.Suffers, "not-repaired", 0.5, 0.5, 4, null),
            Of("data", "misaligned-labels", Verdict.Suffers, "repaired", 0.5, 0.4, 4, null),
            Of("well", null, Verdict.Trains, "healthy", 0.98, 0.98, 1, null),
        ]);
        text.ShouldMatch("repaired to 95 % of the healthy twin's gain +33.3 % \\(1 of 3,");
        text.ShouldMatch("claimed as repaired +66.7 % \\(2 of 3,");
        text.ShouldMatch("twins themselves, trained and measured alike +100.0 % \\(3 of 3,");
        text.ShouldMatch("worse than the original on fresh seeds +33.3 % \\(1 of 3,.* missed");
        text.ShouldMatch("data faults claimed as repaired +100.0 % .* missed");
        text.ShouldMatch("healthy recipes changed +0.0 % .* reached");
        text.ShouldMatch("median cost in trainings as the budget counts them, of cases that suffer +3.50\n");
        text.ShouldMatch("median cost in trainings of the case itself +7.00 .* missed");
        text.ShouldMatch("cause: .* +100.0 % \\(1 of 1,");
        text.ShouldContain("claimed seed 1: repaired, before 0.500, after 0.700");
    }

    [Fact]
    public void A_case_that_ended_with_an_error_is_not_repaired_and_is_named()
    {
        Outcome mended = Of("mended", "saturation", Verdict.Suffers, "repaired", 0.5, 0.96, 2, "saturation");
        Outcome broken = Of("broken", "saturation", Verdict.Suffers, "repaired", 0.5, 0.96, 2, "saturation");
        CaseRecord record = broken.Record with { Repair = null, Error = "case broken: out of memory" };
        string text = Report.Of([mended.Record, record],
            [new CaseEntry("mended", mended.Case, null), new CaseEntry("broken", broken.Case, null)]);
        text.ShouldMatch("repaired to 95 % of the healthy twin's gain +50.0 % \\(1 of 2,");
        text.ShouldContain("broken seed 1: an error");
        text.ShouldContain("case broken: out of memory");
    }

    private static Outcome Of(string id, string? fault, Verdict verdict, string status, double before, double after, double cost,
        string? cause) => new(
        Make.Case(Make.CaseJson()) with { Id = id, Fault = fault, Verdict = verdict, Twin = "well", TwinTest = 0.98, Chance = 0.5 },
        new CaseRecord
        {
            Case = id,
            Seed = 1,
            What = "repair",
            Repair = new RepairRecord
            {
                Status = status,
                Cost = cost,
                OwnCost = 2 * cost,
                Before = before,
                After = after,
                Trivial = 0.5,
                Causes = cause is null ? [] : [cause],
                Changes = status == "repaired" ? ["a-change"] : [],
            },
        });
}

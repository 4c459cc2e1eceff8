using Weir.Cli.Live;
using Weir.Diagnosis;

namespace Weir.Cli.Tests.Live;

public class FindingLinesTests
{
    [Fact]
    public void What_is_taken_back_is_told_with_its_reason_and_a_note_is_not()
    {
        Finding finding = s_zigzag with { Severity = Severity.Error, Withdrawal = new Withdrawal(20, "the validation accuracy is 95.4 %") };
        FindingLines.Withdrawn(finding)
            .ShouldBe("withdrawn     error WEIR105 this is the title of zig-zag: the validation accuracy is 95.4 %");
        FindingLines.Withdrawn(finding with { Severity = Severity.Information }).ShouldBeNull();
    }

    private static readonly Finding s_zigzag = Make.Findings[2];

    [Fact]
    public void A_finding_is_told_in_full_once()
    {
        new FindingLines().Of(s_zigzag).ShouldBe("finding       note WEIR105 this is the title of zig-zag · layers 2, 4–6 · since step "
            + "1,340: the inputs of layers 2, 4, 5 and 6 are nearly all of one sign, and consecutive gradients point against each other");
    }

    [Fact]
    public void One_that_has_become_graver_is_told_with_what_has_changed()
    {
        FindingLines lines = new();
        lines.Of(s_zigzag);
        lines.Of(s_zigzag with { Severity = Severity.Warning }).ShouldBe("finding       WEIR105 is a warning now");
        lines.Of(s_zigzag with { Severity = Severity.Error, Layers = [1], Message = "the inputs of layer 2 are of one sign" })
            .ShouldBe("finding       WEIR105 is an error now · layer 2: the inputs of layer 2 are of one sign");
    }

    [Fact]
    public void One_that_was_taken_back_is_told_as_one_that_is_there_again()
    {
        FindingLines lines = new();
        lines.Of(s_zigzag);
        lines.Of(s_zigzag with { Step = 2062 }).ShouldBe("finding       note WEIR105 again, since step 2,062");
    }
}

using Weir.Data;
using Weir.Nn;

namespace Weir.Diagnosis.Tests.Dossiers;

public class TokenFactsTests
{
    [Fact]
    public void Of_tokens_only_what_can_be_counted_is_told()
    {
        // Three of four targets are token 1.
        Dataset text = TokenWindows.Make("text", [.. Enumerable.Range(0, 1001).Select(i => i % 4 == 0 ? 0 : 1)], 3, 10, 5);
        DataFacts facts = DataReader.Read(new DataSplit(text), new CrossEntropy(), lossScale: 1, seed: 1, thorough: true);
        facts.Features.ShouldBe(0, "no mean or deviation of tokens is judged");
        facts.NeighbourScore.ShouldBeNull();
        facts.NonFiniteInputs.ShouldBe(0);
        facts.MajorityShare!.Value.ShouldBe(0.75, 0.001);
        facts.EmptyClasses.ShouldBe(1);
        // In nats a position.
        facts.TrivialLoss!.Value.ShouldBe(-(0.75 * Math.Log(0.75)) - (0.25 * Math.Log(0.25)), 0.001);
        DataReader.Read(new DataSplit(text), new CrossEntropy(0.1f), 1, 1, thorough: false).TrivialLoss!.Value.ShouldBeInRange(0.56, 0.9);
    }
}

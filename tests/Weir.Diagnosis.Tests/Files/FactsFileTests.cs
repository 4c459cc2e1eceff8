namespace Weir.Diagnosis.Tests.Files;

public class FactsFileTests
{
    [Fact]
    public void Facts_come_back_as_they_were_with_numbers_that_JSON_cannot_say()
    {
        RunFacts facts = new(
            new SetupFacts
            {
                Optimizer = "adam",
                Adaptive = true,
                Rate = 1e-3,
                RateSum = 0.5,
                Epsilon = 1e-8,
                Loss = "cross-entropy",
                Classification = true,
                Outputs = 10,
                Batch = 32,
                TotalSteps = 500,
                StepsPerEpoch = 50
            },
            new DataFacts
            {
                Samples = 100,
                Features = 4,
                InputMean = double.NaN,
                InputRms = 2,
                FirstNonFinite = (7, 3),
                Target = (-1, 0.5, double.PositiveInfinity, 2),
                MajorityShare = null,
                TrivialLoss = 2.3
            },
            new NetworkFacts { Steps = ["linear", "relu"], Dropout = [0.5], SymmetricLayers = [1], DepthScale = double.PositiveInfinity });
        using Folder folder = new();
        FactsFile.Write(folder["facts.json"], facts);
        RunFacts read = FactsFile.Read(folder["facts.json"]);
        read.Setup.ShouldBe(facts.Setup);
        read.Data.ShouldBe(facts.Data);
        read.Network!.Steps.ShouldBe(facts.Network!.Steps);
        read.Network.Dropout.ShouldBe([0.5]);
        read.Network.SymmetricLayers.ShouldBe([1]);
        read.Network.DepthScale.ShouldBe(double.PositiveInfinity);
        Directory.GetFiles(folder.Path).ShouldHaveSingleItem("nothing half-written is left");
        File.ReadAllText(folder["facts.json"]).ShouldContain("\"inputMean\": \"nan\"");
    }

    [Fact]
    public void A_file_that_holds_no_facts_is_named()
    {
        using Folder folder = new();
        File.WriteAllText(folder["facts.json"], "{\"data\": 3}");
        Should.Throw<FactsException>(() => FactsFile.Read(folder["facts.json"]))
            .Message.ShouldBe($"{folder["facts.json"]}: damaged: it holds no facts. Remove the file: rules that need the data or the "
            + "set-up are silent then");
    }

    [Fact]
    public void What_another_program_leaves_out_is_as_if_it_were_not_known()
    {
        using Folder folder = new();
        File.WriteAllText(folder["facts.json"], """
            {"setup": {"optimizer": "sgd", "adaptive": false, "rate": 0.1, "rateSum": 10, "loss": "cross-entropy", "classification": true,
             "outputs": 3, "batch": 10, "totalSteps": 100, "stepsPerEpoch": 10}, "network": {"steps": ["linear"]}}
            """);
        RunFacts facts = FactsFile.Read(folder["facts.json"]);
        facts.Setup!.SpentAt.ShouldBe(1);
        facts.Network!.SymmetricLayers.ShouldBeEmpty();
        facts.Network.Dropout.ShouldBeEmpty();
        facts.Network.EqualUnits.ShouldBeEmpty();
    }
}

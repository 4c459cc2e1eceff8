using Weir.Tensors;

namespace Weir.Data.Tests.Sources;

public class ShapesSourceTests
{
    [Fact]
    public void Without_noise_a_pixel_is_as_bright_as_what_it_is_of()
    {
        DataSplit split = DataSources.Load("shapes", new DataRequest { TrainingCount = 50, ValidationCount = 0, TestCount = 0, Noise = 0 });
        Dataset set = split.Training;
        ClassTargets targets = (ClassTargets)set.Targets;
        (set.InputShape, targets.Positions, targets.Grid).ShouldBe((new Shape(32, 32, 1), 1024, (Extent?)32));
        targets.Names.ShouldBe(["background", "disc", "square"]);
        targets.Counts().ShouldAllBe(count => count > 1000);
        for (int i = 0; i < set.Count; i++)
        {
            float[] levels = set.Sample(i).ToArray();
            int[] labels = targets.Of(i).ToArray();
            float background = levels[Array.IndexOf(labels, 0)];
            for (int pixel = 0; pixel < levels.Length; pixel++)
                (levels[pixel] == background).ShouldBe(labels[pixel] == 0);
        }

        (split.Images!.Height, split.Images.Width, split.Images.Channels).ShouldBe((32, 32, 1));
    }

    [Fact]
    public void Sides_have_their_limits()
    {
        DataSources.Load("shapes", new DataRequest { Size = 8, TrainingCount = 1, ValidationCount = 0, TestCount = 0 }).Training.InputShape
            .ShouldBe(new Shape(8, 8, 1));
        Should.Throw<DataException>(() => DataSources.Load("shapes", new DataRequest { Size = 7 })).Message
            .ShouldBe("shapes: images of 7 pixels a side were asked for; they have 8 to 1024");
    }
}

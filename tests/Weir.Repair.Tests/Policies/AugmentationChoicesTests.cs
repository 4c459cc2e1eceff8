using Weir.Data;
using Weir.Tensors;
using Weir.Training;

namespace Weir.Repair.Tests.Policies;

public class AugmentationChoicesTests
{
    private static readonly Recipe s_recipe = Make.Recipe("""
        name: colours
        data: {source: digits, images: true}
        model: [flatten, linear: outputs]
        optimizer: adam
        epochs: 1
        """);

    [Fact]
    public void Each_augmentation_is_tried_of_colour_images_from_weak_to_strong()
    {
        IReadOnlyList<AugmentationChoice> choices = AugmentationChoices.For(s_recipe, Images(new Shape(16, 16, 3)));
        choices.Select(choice => choice.Strengths[0].Name).Distinct().Order().ShouldBe(Augmentations.All.Select(each => each.Name).Order());
        choices.Select(choice => choice.Name).ShouldBeUnique();
        foreach (AugmentationChoice choice in choices)
        {
            choice.Usual.ShouldBeInRange(0, choice.Strengths.Count - 1);
            choice.Strengths.ShouldBeUnique();
        }

        choices.First(choice => choice.Name == "shift").Strengths.Cast<Shift>().Select(each => each.Pixels).ShouldBe([1, 2, 4]);
    }

    [Fact]
    public void Grey_images_have_no_saturation_and_small_ones_no_steps_beyond_their_sides()
    {
        IReadOnlyList<AugmentationChoice> choices = AugmentationChoices.For(s_recipe, Images(new Shape(3, 3, 1)));
        choices.ShouldNotContain(choice => choice.Name == "saturation");
        choices.First(choice => choice.Name == "shift").Strengths.Cast<Shift>().Select(each => each.Pixels).ShouldBe([1, 2]);
    }

    [Fact]
    public void Where_each_pixel_has_a_class_nothing_is_mixed()
    {
        Dataset masks = new("masks", new Shape(8, 8, 1), new float[4 * 64],
            new ClassTargets([.. Enumerable.Range(0, 4 * 64).Select(i => i % 2)], 2) { Positions = 64, Grid = new Extent(8, 8) });
        Recipe recipe = Make.Recipe("""
            name: masks
            data: {source: shapes}
            model: [{conv: 4, kernel: 3, activation: relu}, linear: outputs]
            optimizer: adam
            epochs: 1
            """);
        string[] names = [.. AugmentationChoices.For(recipe, new DataSplit(masks, masks)).Select(choice => choice.Name)];
        names.ShouldContain("flip");
        names.ShouldNotContain("mixup");
        names.ShouldNotContain("cutmix");
    }

    [Fact]
    public void A_policy_holds_one_of_a_kind_and_is_written_as_recipes_write_it()
    {
        IReadOnlyList<AugmentationChoice> choices = AugmentationChoices.For(s_recipe, Images(new Shape(16, 16, 3)));
        AugmentationPolicy mixup = Of("mixup"), flip = Of("flip"), shift = Of("shift");
        mixup.With(Of("cutmix")).ShouldBeNull();
        flip.With(Of("flip")).ShouldBeNull();
        AugmentationPolicy both = flip.With(shift)!;
        Arm arm = both.ArmOf(s_recipe)!;
        (arm.Name, arm.Proposals[0].Summary).ShouldBe(("flip_shift-2", "flip, shift: {pixels: 2}"));
        RecipeReader.Parse(RecipeWriter.Write(arm.Recipe)).Data.Augment.ShouldBe([new Flip(), new Shift { Pixels = 2 }]);
        AugmentationPolicy.None.ArmOf(s_recipe).ShouldBeNull();
        AugmentationPolicy.None.ArmOf(arm.Recipe)!.Proposals[0].Summary.ShouldBe("no augmentation");

        AugmentationPolicy Of(string name) => AugmentationPolicy.Of(choices.First(choice => choice.Name == name));
    }

    private static DataSplit Images(Shape shape)
    {
        Dataset images = new("images", shape, new float[8 * shape.Size], new ClassTargets([0, 1, 0, 1, 0, 1, 0, 1], 2));
        return new DataSplit(images, images);
    }
}

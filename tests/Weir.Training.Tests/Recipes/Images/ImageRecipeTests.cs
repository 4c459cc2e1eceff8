using Weir.Data;

namespace Weir.Training.Tests.Recipes.Images;

public class ImageRecipeTests
{
    [Theory]
    [InlineData(28, 28, 28, 2)]
    [InlineData(300, 200, 64, 3)]
    [InlineData(5, 9, 5, 0)]
    public void A_folder_for_each_class_makes_a_tower_as_deep_as_its_images_are_large(int height, int width, int side, int pools)
    {
        ImageFolderProfile profile = new(ImageFolderKind.Classes, 900, height, width);
        Recipe recipe = RecipeReader.Parse(ImageRecipe.Write(profile, "it's", "x"));
        (recipe.Data.Source, recipe.Data.Request.Folder, recipe.Data.Request.Size).ShouldBe(("image-folder", "it's", side));
        recipe.Model.Count(layer => RecipeWriter.Write(recipe with { Model = [layer] }).Contains("max-pool", StringComparison.Ordinal))
            .ShouldBe(pools);
        recipe.Budget.Epochs.ShouldBe(21);
    }

    [Theory]
    [InlineData(40, 30, 28)]
    [InlineData(512, 512, 64)]
    [InlineData(9, 9, 9)]
    public void Masks_make_a_U_whose_sides_are_divided_by_all_its_halvings(int height, int width, int side)
    {
        ImageFolderProfile profile = new(ImageFolderKind.Masks, 20, height, width);
        Recipe recipe = RecipeReader.Parse(ImageRecipe.Write(profile, "cells", "cells"));
        (recipe.Data.Source, recipe.Data.Request.Size).ShouldBe(("image-masks", side));
        Dataset one = new("one", new(side, side, 1), new float[side * side],
            new ClassTargets(new int[side * side], 2) { Positions = side * side, Grid = new(side, side) });
        using Trainer trainer = Trainer.Start(recipe with { Data = recipe.Data with { Augment = [] }, Budget = new() { Steps = 1 } },
            new TrainerOptions { Data = new DataSplit(one), Threads = 1, Measuring = false });
        trainer.Run().Status.ShouldBe(TrainingStatus.Finished);
    }
}

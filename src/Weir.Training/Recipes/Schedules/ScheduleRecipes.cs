namespace Weir.Training;

/// <summary>The schedules, each with all its defaults. A new one is a file and a line here.</summary>
internal static class ScheduleRecipes
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<ScheduleRecipe> All { get; } =
    [
        new ConstantScheduleRecipe(),
        new StepScheduleRecipe(),
        new MultiStepScheduleRecipe(),
        new ExponentialScheduleRecipe(),
        new InverseTimeScheduleRecipe(),
        new LinearScheduleRecipe(),
        new PolynomialScheduleRecipe(),
        new CosineScheduleRecipe(),
        new CosineRestartsScheduleRecipe(),
        new OneCycleScheduleRecipe(),
        new PlateauScheduleRecipe(),
    ];
}

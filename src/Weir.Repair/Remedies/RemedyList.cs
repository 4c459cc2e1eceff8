namespace Weir.Repair;

/// <summary>The list of remedies. A new one is a file in this folder and a line here.</summary>
public static class RemedyList
{
    /// <summary>All remedies; of those that are as promising as each other, the first is tried first.</summary>
    public static IReadOnlyList<Remedy> All { get; } =
    [
        new HeadRemedy(),
        new TargetRemedy(),
        new InputRemedy(),
        new InitializationRemedy(),
        new NonlinearityRemedy(),
        new ActivationRemedy(),
        new RateRemedy(),
        new OptimizerRemedy(),
        new ClipLimitRemedy(),
        new DecayRemedy(),
        new DropoutRemedy(),
        new NormalizationRemedy(),
        new ResidualRemedy(),
        new WidthRemedy(),
        new DepthRemedy(),
        new RecurrentRemedy(),
        new ClippingRemedy(),
        new WarmUpRemedy(),
        new ScheduleRemedy(),
        new BatchRemedy(),
        new EarlyStoppingRemedy(),
        new RegularisationRemedy(),
        new AugmentationRemedy(),
        new PretrainingRemedy(),
        new BudgetRemedy(),
    ];

    /// <summary>The remedy of a name; null where there is none.</summary>
    /// <param name="name">Its name.</param>
    public static Remedy? Find(string name) => All.FirstOrDefault(remedy => remedy.Name == name);
}

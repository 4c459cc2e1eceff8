using Weir.Flow;
using Weir.Training;

namespace Weir.Studies;

/// <summary>How long a step and an evaluation take, with nothing measured and nothing written.</summary>
/// <param name="Step">Seconds of a step.</param>
/// <param name="Evaluation">Seconds of the evaluation at the end of an epoch.</param>
internal sealed record StepTime(double Step, double Evaluation)
{
    private const int FirstSteps = 20;
    private const int Growth = 4;

    // Code is compiled again, for speed, after its first thirty calls and a tenth of a second: shorter spans measure the compiler.
    private static readonly TimeSpan s_enough = TimeSpan.FromSeconds(0.4);

    // The first steps of a large network meet memory that nobody has touched: until two spans agree, or a span takes so long.
    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(3);
    private const double Agreeing = 0.2;

    /// <summary>Measures it, by runs of more and more steps.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="how">How it is run.</param>
    /// <param name="steps">Steps of a run, at most.</param>
    /// <param name="stepsPerEpoch">Steps of an epoch.</param>
    public static StepTime Measure(Recipe recipe, TrainerOptions how, long steps, int stepsPerEpoch)
    {
        TrainingResult result;
        int measured = FirstSteps / Growth;
        double step = double.PositiveInfinity;
        bool isSteady;
        do
        {
            measured *= Growth;
            using Trainer trainer = Trainer.Start(recipe with { Budget = new BudgetRecipe { Steps = measured }, Pretrain = null }, how);
            result = trainer.Run();
            double before = step;
            step = result.StepsPerSecond > 0 ? 1 / result.StepsPerSecond : 0;
            isSteady = Math.Abs(step - before) <= Agreeing * before;
        }
        while (result.Status == TrainingStatus.Finished && measured < steps && (measured == FirstSteps || result.Elapsed < s_enough
            || (!isSteady && result.Elapsed < s_longest)));
        // What is left are the evaluations, one at the end of each epoch.
        double rest = Math.Max(0, result.Elapsed.TotalSeconds - (step * result.Steps));
        return new StepTime(step, rest / Epochs(measured, stepsPerEpoch));
    }

    /// <summary>What the whole of a run takes, from the beginning of it. The first steps are measured more often than later ones.</summary>
    /// <param name="made">Steps that were made.</param>
    /// <param name="took">What they took, with all that is measured and written.</param>
    /// <param name="begun">When steps began to be made.</param>
    /// <param name="steps">Steps of the whole.</param>
    /// <param name="stepsPerEpoch">Steps of an epoch.</param>
    /// <param name="flow">How the flow is measured.</param>
    public TimeSpan Whole(long made, TimeSpan took, TimeSpan begun, long steps, int stepsPerEpoch, FlowRecipe flow)
    {
        double besides = Math.Max(0, took.TotalSeconds - (made * Step) - (made / stepsPerEpoch * Evaluation));
        double once = Math.Min(besides, begun.TotalSeconds);
        double sampled = made > 0 && flow.On ? (besides - once) * Samples(steps, flow) / Samples(made, flow) : 0;
        return TimeSpan.FromSeconds((steps * Step) + (Epochs(steps, stepsPerEpoch) * Evaluation) + once + sampled);
    }

    private static double Epochs(long steps, int stepsPerEpoch) => Math.Ceiling((double)steps / stepsPerEpoch);

    private static double Samples(long steps, FlowRecipe flow) =>
        steps * SamplingPlan.ShareOf(new FlowOptions { Every = flow.Every }, (int)Math.Min(steps, int.MaxValue));
}

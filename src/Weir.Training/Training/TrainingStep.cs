using Weir.Data;
using Weir.Flow;
using Weir.Nn;
using Weir.Tensors;

namespace Weir.Training;

/// <summary>
/// The training step: forward pass, loss, backward pass, update, with the flow measured at the steps that its recorder samples. Training,
/// rate tests, profiles, the pre-flight and pre-training all make this one. A step of one batch is <see cref="Make(long, Batch)"/>; one of
/// several is <see cref="Begin"/>, <see cref="Add"/> for each, and
/// <see cref="Update"/>.
/// </summary>
public sealed class TrainingStep
{
    private readonly Module _model;
    private readonly Optimizer _optimizer;
    private readonly Tape _tape;
    private readonly BatchLoss? _loss;
    private readonly long _seed;
    private long _number;
    private GradientPenalty? _penalty;

    /// <summary>Prepares steps on the batches of a set.</summary>
    /// <param name="model">The network.</param>
    /// <param name="loss">The loss.</param>
    /// <param name="dataset">The set: it tells whether targets are classes or values.</param>
    /// <param name="optimizer">What moves the network.</param>
    /// <param name="tape">What records.</param>
    /// <param name="seed">The seed of what layers draw at a step, as dropout does.</param>
    public TrainingStep(Module model, Loss loss, Dataset dataset, Optimizer optimizer, Tape tape, long seed = 1)
        : this(model, optimizer, tape, seed) => _loss = new BatchLoss(loss, dataset);

    /// <summary>Prepares steps whose loss the caller works out (<see cref="Make(long, Func{Tape, Tensor})"/>).</summary>
    /// <param name="model">The network.</param>
    /// <param name="optimizer">What moves it.</param>
    /// <param name="tape">What records.</param>
    /// <param name="seed">The seed of what layers draw at a step.</param>
    public TrainingStep(Module model, Optimizer optimizer, Tape tape, long seed = 1) =>
        (_model, _optimizer, _tape, _seed) = (model, optimizer, tape, seed);

    /// <summary>Measures the flow; null: nothing is measured.</summary>
    public FlowRecorder? Recorder { get; init; }

    /// <summary>A penalty on the gradient's norm, by a second pass for each batch; null: none, and one pass.</summary>
    /// <exception cref="ArgumentException">An option outside its range.</exception>
    public GradientPenaltyOptions? Penalty
    {
        get;
        init
        {
            field = value;
            _penalty = value is null ? null : new GradientPenalty(_model, _optimizer.Parameters, value);
        }
    }

    /// <summary>Takes the time of the step; may change from step to step. Null: nothing is timed.</summary>
    public StepProfiler? Profiler { get; set; }

    /// <summary>Is shown the outputs of each batch before the backward pass; null: nobody is.</summary>
    public Action<Tensor, Batch>? OnOutput { get; init; }

    /// <summary>Whether the flow of the step is measured.</summary>
    public bool IsSampled { get; private set; }

    /// <summary>What was measured at the last step; null where it was not sampled.</summary>
    public FlowSample? Sample { get; private set; }

    /// <summary>Makes a step of one batch.</summary>
    /// <param name="number">The number of the step, from 1.</param>
    /// <param name="batch">The batch.</param>
    /// <returns>The loss before the update. One that is not finite makes none.</returns>
    public double Make(long number, Batch batch)
    {
        Begin(number);
        double loss = Add(batch);
        if (double.IsFinite(loss))
            Update(loss);
        return loss;
    }

    /// <summary>Makes a step whose loss the caller works out on the tape.</summary>
    /// <param name="number">The number of the step, from 1.</param>
    /// <param name="loss">Gives the loss, a scalar; the tape has begun.</param>
    /// <returns>The loss before the update. One that is not finite makes none.</returns>
    public double Make(long number, Func<Tape, Tensor> loss)
    {
        Begin(number);
        double value = AddOwn(loss);
        if (double.IsFinite(value))
            Update(value);
        return value;
    }

    /// <summary>Begins a step.</summary>
    /// <param name="number">Its number, from 1.</param>
    public void Begin(long number)
    {
        _number = number;
        Sample = null;
        _model.BeginStep(_seed, number);
    }

    /// <summary>Adds the gradients of a batch to those of the step.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="share">What its loss is multiplied by, as for its share of the step's samples.</param>
    /// <param name="isLast">Whether it is the step's last batch, at which the flow is measured.</param>
    /// <returns>Its loss. One that is not finite adds nothing; the step cannot be updated then.</returns>
    public double Add(Batch batch, float share = 1, bool isLast = true)
    {
        try
        {
            _penalty?.Begin();
            StartPass(isLast);
            Tensor output = _model.Apply(_tape.Input(batch.InputShape, batch.Inputs));
            double loss = Backward(_loss!.Of(_tape, output, batch), share, output, batch);
            if (_penalty is not null && double.IsFinite(loss))
                Penalize(batch, share);
            return loss;
        }
        catch
        {
            GiveUp();
            throw;
        }
    }

    /// <summary>Moves the parameters by the gradients of the step.</summary>
    /// <param name="loss">The loss of the step, for the flow.</param>
    /// <param name="scale">What the gradients are multiplied by.</param>
    public void Update(double loss, double scale = 1)
    {
        try
        {
            _optimizer.GradientScale = scale;
            _optimizer.Step(measured: IsSampled);
            Sample = IsSampled ? Recorder!.EndStep(loss) : null;
            Profiler?.End();
        }
        catch
        {
            GiveUp();
            throw;
        }
    }

    private double AddOwn(Func<Tape, Tensor> loss)
    {
        try
        {
            _penalty?.Begin();
            StartPass(isLast: true);
            double value = Backward(loss(_tape), 1);
            if (_penalty is not null && double.IsFinite(value))
                Penalize(loss, 1);
            return value;
        }
        catch
        {
            GiveUp();
            throw;
        }
    }

    /// <summary>Ends all watches of a step that will not be updated.</summary>
    private void GiveUp()
    {
        Recorder?.AbandonStep();
        Profiler?.AbandonStep();
    }

    private void StartPass(bool isLast)
    {
        _tape.Begin();
        IsSampled = isLast && Recorder is not null && Recorder.BeginStep(_number);
        Profiler?.Begin(IsSampled);
    }

    // A method of its own, so that nothing is allocated for it where there is no penalty.
    private void Penalize(Batch batch, float share) =>
        Penalize(tape => _loss!.Of(tape, _model.Apply(tape.Input(batch.InputShape, batch.Inputs)), batch), share);

    private void Penalize(Func<Tape, Tensor> loss, float share) => _penalty!.Add(weight =>
    {
        _tape.Begin();
        return Backward(loss(_tape), share * weight);
    });

    private double Backward(Tensor loss, float share, Tensor output = default, Batch? batch = null)
    {
        double value = loss.Item();
        if (!double.IsFinite(value))
        {
            GiveUp();
            return value;
        }

        if (batch is not null)
            OnOutput?.Invoke(output, batch);
        _tape.Backward(share == 1 ? loss : loss * share);
        return value;
    }
}

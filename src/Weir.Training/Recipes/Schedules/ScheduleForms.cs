using Weir.Training.Forms;

namespace Weir.Training;

/// <summary>How schedules are written: <c>cosine</c>, or <c>{step: {every: 10 epochs}}</c>. A new one is a line here.</summary>
internal static class ScheduleForms
{
    /// <summary>All schedules.</summary>
    public static Form<ScheduleRecipe> Form { get; } = new MemberForm<ScheduleRecipe>(
        "schedule", new ConstantScheduleRecipe(),
        ("constant", Of(new RecordForm<ConstantScheduleRecipe>("constant", new ConstantScheduleRecipe()))),
        ("step", Of(new RecordForm<StepScheduleRecipe>("step", new StepScheduleRecipe())
            .Field("every", "From one fall to the next. Default 10 epochs.", new DurationForm(), schedule => schedule.Every, (schedule, value) => schedule with { Every = value })
            .Field("factor", "What the rate is taken times: 0 or more. Default 0.1.", NonNegative, schedule => schedule.Factor, (schedule, value) => schedule with { Factor = value }))),
        ("multi-step", Of(new RecordForm<MultiStepScheduleRecipe>("multi-step", new MultiStepScheduleRecipe())
            .Field("at", "The places, rising.", new ListForm<Duration>(new DurationForm()), schedule => schedule.At, (schedule, value) => schedule with { At = value }, required: true)
            .Field("factor", "What the rate is taken times: 0 or more. Default 0.1.", NonNegative, schedule => schedule.Factor, (schedule, value) => schedule with { Factor = value }))),
        ("exponential", Of(new RecordForm<ExponentialScheduleRecipe>("exponential", new ExponentialScheduleRecipe())
            .Field("factor", "What the rate is taken times: 0 or more. Default 0.9.", NonNegative, schedule => schedule.Factor, (schedule, value) => schedule with { Factor = value })
            .Field("every", "The stretch. Default 1 epoch.", new DurationForm(), schedule => schedule.Every, (schedule, value) => schedule with { Every = value }))),
        ("inverse-time", Of(new RecordForm<InverseTimeScheduleRecipe>("inverse-time", new InverseTimeScheduleRecipe())
            .Field("decay", "How fast: 0 or more. Default 1.", NonNegative, schedule => schedule.Decay, (schedule, value) => schedule with { Decay = value })
            .Field("every", "What counts as one. Default 1 epoch.", new DurationForm(), schedule => schedule.Every, (schedule, value) => schedule with { Every = value }))),
        ("linear", Of(new RecordForm<LinearScheduleRecipe>("linear", new LinearScheduleRecipe())
            .Field("from", "The first share: 0 or more. Default 1.", NonNegative, schedule => schedule.From, (schedule, value) => schedule with { From = value })
            .Field("to", "The last share: 0 or more. Default 0.", NonNegative, schedule => schedule.To, (schedule, value) => schedule with { To = value })
            .Field("over", "How long it takes. Default: the whole run.", new OptionalForm<Duration>(new DurationForm()), schedule => schedule.Over, (schedule, value) => schedule with { Over = value }))),
        ("polynomial", Of(new RecordForm<PolynomialScheduleRecipe>("polynomial", new PolynomialScheduleRecipe())
            .Field("power", "The power: 0 or more. Default 1.", NonNegative, schedule => schedule.Power, (schedule, value) => schedule with { Power = value })
            .Field("least", "The least rate: 0 or more. Default 0.", NonNegative, schedule => schedule.Least, (schedule, value) => schedule with { Least = value })
            .Field("over", "How long it takes. Default: the whole run.", new OptionalForm<Duration>(new DurationForm()), schedule => schedule.Over, (schedule, value) => schedule with { Over = value }))),
        ("cosine", Of(new RecordForm<CosineScheduleRecipe>("cosine", new CosineScheduleRecipe())
            .Field("least", "The least rate: 0 or more. Default 0.", NonNegative, schedule => schedule.Least, (schedule, value) => schedule with { Least = value })
            .Field("over", "How long it takes. Default: the whole run.", new OptionalForm<Duration>(new DurationForm()), schedule => schedule.Over, (schedule, value) => schedule with { Over = value }))),
        ("cosine-restarts", Of(new RecordForm<CosineRestartsScheduleRecipe>("cosine-restarts", new CosineRestartsScheduleRecipe())
            .Field("first", "How long the first is. Default 10 epochs.", new DurationForm(), schedule => schedule.First, (schedule, value) => schedule with { First = value })
            .Field("growth", "How many times as long each is as the one before: 1 or more. Default 1.", new IntegerForm<int>(1, 100), schedule => schedule.Growth, (schedule, value) => schedule with { Growth = value })
            .Field("least", "The least rate: 0 or more. Default 0.", NonNegative, schedule => schedule.Least, (schedule, value) => schedule with { Least = value }))),
        ("one-cycle", Of(new RecordForm<OneCycleScheduleRecipe>("one-cycle", new OneCycleScheduleRecipe())
            .Field("rise", "The share of the steps in which the rate rises, in (0, 1). Default 0.3.", new NumberForm(0, 1) { LeastIncluded = false, MostIncluded = false }, schedule => schedule.Rise, (schedule, value) => schedule with { Rise = value })
            .Field("start", "The largest rate over the first: above 0. Default 25.", Positive, schedule => schedule.Start, (schedule, value) => schedule with { Start = value })
            .Field("end", "The first rate over the last: above 0. Default 10,000.", Positive, schedule => schedule.End, (schedule, value) => schedule with { End = value }))),
        ("plateau", Of(new RecordForm<PlateauScheduleRecipe>("plateau", new PlateauScheduleRecipe())
            .Field("monitor", "The metric. Default: the validation loss (of training, where there is no validation part).", MonitorForm.Form, schedule => schedule.Monitor, (schedule, value) => schedule with { Monitor = value })
            .Field("factor", "What the rate is taken times, in [0, 1). Default 0.1.", new NumberForm(0, 1) { MostIncluded = false }, schedule => schedule.Factor, (schedule, value) => schedule with { Factor = value })
            .Field("patience", "Epochs without a better metric that are borne: 0 or more. Default 5.", new IntegerForm<int>(0, 1_000_000), schedule => schedule.Patience, (schedule, value) => schedule with { Patience = value })
            .Field("threshold", "How much better, as a share of the best, counts as better: 0 or more. Default 0.0001.", NonNegative, schedule => schedule.Threshold, (schedule, value) => schedule with { Threshold = value })
            .Field("rest", "Epochs after a fall that do not count: 0 or more. Default 0.", new IntegerForm<int>(0, 1_000_000), schedule => schedule.Rest, (schedule, value) => schedule with { Rest = value })
            .Field("least", "The least rate: 0 or more. Default 0.", NonNegative, schedule => schedule.Least, (schedule, value) => schedule with { Least = value }))));

    private static NumberForm NonNegative => new(0);

    private static NumberForm Positive => new(0) { LeastIncluded = false };

    private static ConvertedForm<TSchedule, ScheduleRecipe> Of<TSchedule>(RecordForm<TSchedule> form)
        where TSchedule : ScheduleRecipe => new(
            form
                .Field("warm-up", "How long the rate rises before the schedule begins. Default: not at all.", new DurationForm(), schedule => schedule.WarmUp, (schedule, value) => schedule with { WarmUp = value })
                .Field("warm-up-from", "The share of the rate that the rise begins at. Default 0.", new NumberForm(0, 1), schedule => schedule.WarmUpFrom, (schedule, value) => schedule with { WarmUpFrom = value }),
            schedule => schedule, schedule => schedule as TSchedule);
}

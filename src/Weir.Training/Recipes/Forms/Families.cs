using Weir.Nn;

namespace Weir.Training.Forms;

/// <summary>The families that are chosen from by name. Their lists are those of <c>Weir.Nn</c>.</summary>
internal static class Families
{
    public static Form<Choice> Activation { get; } = new ChoiceForm("activation", Activations.All.Keys, Activations.NumberOf);

    public static Form<Choice> Initializer { get; } = new ChoiceForm("initializer", Initializers.All.Keys, Initializers.NumberOf);

    public static Form<Choice> Loss { get; } = new ChoiceForm("loss", Losses.All.Keys, Losses.NumberOf);
}

using Weir.Tensors.Backends;

namespace Weir.Nn;

/// <summary>Is told of the moves of a parameter (<see cref="Parameter.Watch(IParameterWatcher)"/>).</summary>
public interface IParameterWatcher
{
    /// <summary>An optimizer's step has moved the parameter, or left it where no gradient arrived.</summary>
    /// <param name="parameter">The parameter, as it is now.</param>
    /// <param name="measure">What the step saw: the weight before, the gradient behind clipping and other links, the change.</param>
    void OnUpdate(Parameter parameter, in UpdateMeasure measure);
}

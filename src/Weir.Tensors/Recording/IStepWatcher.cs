namespace Weir.Tensors;

/// <summary>Is told what a step goes on to, so that the time up to there can be booked on what came before.</summary>
internal interface IStepWatcher
{
    /// <summary>The derivative of the tape's node of that number begins.</summary>
    void OnBackward(int node);

    /// <summary>Watchers are being told of the gradient of that node; −1 where it is one of a leaf.</summary>
    void OnMeasuring(int node);

    /// <summary>The derivative goes on with its share of the gradient of this input.</summary>
    void OnTarget(Node input);

    /// <summary>The backward pass is over.</summary>
    void OnBackwardEnd();

    /// <summary>The parameter of that number is being moved.</summary>
    /// <param name="parameter">Its number in the optimizer's list.</param>
    /// <param name="isProduct">Whether its gradient is worked out on the way.</param>
    void OnUpdate(int parameter, bool isProduct);

    /// <summary>The optimizer is done.</summary>
    void OnUpdateEnd();
}

namespace Weir.Tensors.Tests.Operations;

/// <summary>Every gradient of the oracle against central differences of a random linear functional of the output.</summary>
public sealed class DerivativeTests
{
    /// <summary>2⁻⁶: exact in float32, and the rounding of a result (6e-8) over it stays well below the tolerance.</summary>
    private const float Step = 1f / 64;

    [Fact]
    public void Elementwise_derivatives_agree_with_central_differences() =>
        Check(Elementwise.All.SelectMany(operation => OperationCases.Unary(operation, small: true)));

    [Fact]
    public void Arithmetic_derivatives_agree_with_central_differences() =>
        Check(Arithmetic.All.SelectMany(operation => OperationCases.Binary(operation, small: true)));

    [Fact]
    public void Derivatives_of_reductions_agree_with_central_differences() => Check(OperationCases.Reductions(small: true));

    [Fact]
    public void Derivatives_of_losses_agree_with_central_differences() => Check(OperationCases.Losses(small: true));

    [Fact]
    public void Derivatives_of_products_agree_with_central_differences() => Check(OperationCases.Products(small: true));

    [Fact]
    public void Derivatives_of_shaping_agree_with_central_differences() => Check(OperationCases.Shaping(small: true));

    [Fact]
    public void Derivatives_of_indexing_agree_with_central_differences() => Check(OperationCases.Indexing(small: true));

    [Fact]
    public void Derivatives_of_convolutions_agree_with_central_differences() => Check(OperationCases.Convolutions(small: true));

    [Fact]
    public void Derivatives_of_upsamplings_agree_with_central_differences() => Check(OperationCases.Upsamplings(small: true));

    [Fact]
    public void Derivatives_of_transposed_convolutions_agree_with_central_differences() =>
        Check(OperationCases.TransposedConvolutions(small: true));

    [Fact]
    public void Derivatives_of_poolings_agree_with_central_differences() => Check(OperationCases.Poolings(small: true));

    [Fact]
    public void Derivatives_of_normalizations_agree_with_central_differences() => Check(OperationCases.Normalizations(small: true));

    [Fact]
    public void Derivatives_of_dropout_agree_with_central_differences() => Check(OperationCases.Dropouts(small: true));

    [Fact]
    public void Derivatives_of_attention_agree_with_central_differences() => Check(OperationCases.Attentions(small: true));

    [Fact]
    public void Derivatives_of_batch_products_agree_with_central_differences() => Check(OperationCases.BatchProducts(small: true));

    [Fact]
    public void Derivatives_of_sums_with_functions_agree_with_central_differences() => Check(OperationCases.SumsWithFunctions(small: true));

    private static void Check(IEnumerable<OperationCase> cases)
    {
        int tested = 0;
        foreach (OperationCase operation in cases)
        {
            float[][] inputs = operation.Inputs();
            OperationCase.Outcome outcome = operation.Run(TestBackends.Reference, inputs);
            if (outcome.Shape.Size == 0)
                continue;
            float[] weights = OperationCase.Weights(outcome.Shape);
            for (int i = 0; i < inputs.Length; i++)
            {
                for (int at = 0; at < inputs[i].Length; at++)
                {
                    float x = inputs[i][at];
                    (float low, float high) = (x - Step, x + Step);
                    double derivative = (Functional(high) - Functional(low)) / ((double)high - low);
                    inputs[i][at] = x;
                    double gradient = outcome.Gradients[i].ShouldNotBeNull()[at];
                    Tolerance.NumericalDerivative.Agree(derivative, gradient).ShouldBeTrue(
                        $"{operation.Describe}: input {i}, entry {at} ({x:g6}): the gradient is {gradient:g6}, differences give "
                            + $"{derivative:g6}");
                    tested++;

                    double Functional(float value)
                    {
                        inputs[i][at] = value;
                        float[] values = operation.Run(TestBackends.Reference, inputs).Values;
                        return values.Select((y, k) => (double)y * weights[k]).Sum();
                    }
                }
            }
        }

        tested.ShouldBeGreaterThan(0);
    }
}

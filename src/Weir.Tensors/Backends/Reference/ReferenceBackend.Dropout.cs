namespace Weir.Tensors.Backends;

public sealed partial class ReferenceBackend
{
    internal override void Drop(in DropoutMask mask, Storage x, Storage y, int outer, int count, int inner, bool accumulate)
    {
        for (int i = 0; i < outer * count * inner; i++)
        {
            int unit = (i / inner / count * inner) + (i % inner);
            Put(y.Span(i + 1), i, (double)x.Span(i + 1)[i] * mask.Of(unit), accumulate);
        }
    }
}

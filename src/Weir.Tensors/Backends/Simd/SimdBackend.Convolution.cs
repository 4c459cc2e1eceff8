using Weir.Tensors.Backends.Simd;

namespace Weir.Tensors.Backends;

internal sealed unsafe partial class SimdBackend<TSimd, TVector>
{
    /// <summary>
    /// Up to so many outputs, four groups of rows of a product, weights are read once and where they lie: packing them would cost more than
    /// the product.
    /// </summary>
    private const int FewOutputs = 32;

    internal override void Convolve(in ConvolutionShape s, Storage x, Storage w, Storage y, Storage? bias, UnaryOperation? activation,
        float parameter)
    {
        using KeptAlive alive = new(x, w, y, bias);
        if (s.OutputPixels == 0)
            return;
        ProductEpilogue epilogue = new()
        {
            Bias = bias is null ? null : bias.Pointer,
            Activation = activation is null ? null : activation.InPlace(Width).Pointer,
            Parameter = parameter,
        };
        if (s.IsPointwise)
        {
            Product(new ProductShape(s.Pixels, s.OutputChannels, s.Channels, false, false), x.Pointer, w.Pointer, y.Pointer, epilogue);
            return;
        }

        if (s.IsDepthwise)
        {
            Add(new DepthwiseProduct<TSimd, TVector>
            {
                Walk = ForwardWalk(s, x.Pointer, 0) with { Channels = s.Channels },
                FirstTap = w.Pointer,
                Down = (nint)s.Kernel.Width * s.Channels,
                Right = s.Channels,
                Target = y.Pointer,
                TargetSample = (nint)s.Output.Height * s.Output.Width * s.Channels,
                TargetRow = (nint)s.Output.Width * s.Channels,
                TargetPixel = s.Channels,
                Epilogue = epilogue,
            });
            RunDepthwise(s);
            return;
        }

        for (int group = 0; group < s.Groups; group++)
        {
            int at = group * s.GroupOutputs;
            if (s.OutputPixels <= FewOutputs)
            {
                ImageWalk seen = ForwardWalk(s, x.Pointer, group);
                using Scratch.Frame frame = Team.ScratchOf(0).Open();
                float* unfolded = frame.Take((nint)s.OutputPixels * seen.Depth);
                seen.Unfold(0, s.OutputPixels, unfolded);
                MatrixProduct<TSimd, TVector>.Run(
                    Team, s.OutputPixels, s.GroupOutputs, seen.Depth, new MatrixView(unfolded, seen.Depth, 1),
                        new MatrixView(w.Pointer + at, s.OutputChannels, 1), y.Pointer + at, s.OutputChannels, epilogue.From(at));
                continue;
            }

            KernelPacking<TSimd, TVector> packing = new()
            {
                FirstTap = new MatrixView(w.Pointer + at, s.OutputChannels, 1),
                TapRows = s.Kernel.Height,
                TapColumns = s.Kernel.Width
            };
            (packing.Depth, packing.Units) = (s.GroupChannels, s.GroupOutputs);
            packing.Right = (nint)s.GroupChannels * s.OutputChannels;
            packing.Down = s.Kernel.Width * packing.Right;
            ImageProduct<TSimd, TVector> product = new()
            {
                Walk = ForwardWalk(s, x.Pointer, group),
                Target = y.Pointer + at,
                TargetPixel = s.OutputChannels,
                TargetRow = (nint)s.Output.Width * s.OutputChannels,
                TargetSample = (nint)s.Output.Height * s.Output.Width * s.OutputChannels,
                Epilogue = epilogue.From(at),
            };
            Run(s, packing, product);
        }
    }

    internal override void ConvolveInputGradient(in ConvolutionShape s, Storage delta, Storage w, Storage dx, bool accumulate)
    {
        using KeptAlive alive = new(delta, w, dx);
        if (s.Pixels == 0)
            return;
        if (s.IsPointwise)
        {
            Product(new ProductShape(s.Pixels, s.Channels, s.OutputChannels, false, true), delta.Pointer, w.Pointer, dx.Pointer,
                new ProductEpilogue { Accumulate = accumulate });
            return;
        }

        Phases rows = Phases.Of(s.Stride.Height, s.Dilation.Height), columns = Phases.Of(s.Stride.Width, s.Dilation.Width);
        if (!accumulate && (rows.AnyEmpty(s.Kernel.Height) || columns.AnyEmpty(s.Kernel.Width) || s.Stride.Height > s.Image.Height
            || s.Stride.Width > s.Image.Width))
        {
            // Some pixels are seen by no output: what the others add to starts from zero.
            dx.Span(s.Pixels * s.Channels).Clear();
        }

        for (int group = 0; group < (s.IsDepthwise ? 1 : s.Groups); group++)
        {
            for (int i = 0; i < Math.Min(s.Stride.Height, s.Image.Height); i++)
            {
                for (int j = 0; j < Math.Min(s.Stride.Width, s.Image.Width); j++)
                    InputPhase(s, delta.Pointer, w.Pointer, dx.Pointer, accumulate, group,
                        rows.Axis(i, s.Image.Height, s.Kernel.Height, s.Padding.Height),
                        columns.Axis(j, s.Image.Width, s.Kernel.Width, s.Padding.Width), i, j);
            }
        }

        RunDepthwise(s);
    }

    internal override void ConvolveWeightGradient(in ConvolutionShape s, Storage x, Storage delta, Storage dw, bool accumulate)
    {
        using KeptAlive alive = new(x, delta, dw);
        if (s.OutputPixels == 0)
        {
            if (!accumulate)
                dw.Span(s.Kernel.Height * s.Kernel.Width * s.GroupChannels * s.OutputChannels).Clear();
            return;
        }

        if (s.IsPointwise)
        {
            Product(new ProductShape(s.Channels, s.OutputChannels, s.Pixels, true, false), x.Pointer, delta.Pointer, dw.Pointer,
                new ProductEpilogue { Accumulate = accumulate });
            return;
        }

        if (s.IsDepthwise)
        {
            int parts = ConvolutionParts(s, (s.Channels + Storage.Line - 1) / Storage.Line);
            DepthwiseKernelGradient<TSimd, TVector> depthwise = new()
            {
                Team = Team,
                Walk = ForwardWalk(s, x.Pointer, 0) with { Channels = s.Channels },
                Delta = delta.Pointer,
                Target = dw.Pointer,
                Accumulate = accumulate,
                Parts = parts,
            };
            Team.Run(depthwise, parts);
            return;
        }

        for (int group = 0; group < s.Groups; group++)
        {
            int at = group * s.GroupOutputs, parts = ConvolutionParts(s, Threads);
            ImageWalk walk = ForwardWalk(s, x.Pointer, group);
            if (_winograd && WinogradTiles.Suits(walk, s.GroupOutputs))
            {
                WinogradKernelGradient<TSimd, TVector> winograd = new()
                {
                    Team = Team,
                    Walk = walk,
                    Delta = delta.Pointer + at,
                    DeltaPitch = s.OutputChannels,
                    Units = s.GroupOutputs,
                    Target = dw.Pointer + at,
                    Accumulate = accumulate,
                };
                winograd.Run(parts);
                continue;
            }

            if (SmallImages.Suits(walk, s.GroupOutputs))
            {
                SmallImageKernelGradient<TSimd, TVector> small = new()
                {
                    Team = Team,
                    Walk = walk,
                    Delta = delta.Pointer + at,
                    DeltaPitch = s.OutputChannels,
                    Units = s.GroupOutputs,
                    Target = dw.Pointer + at,
                    Accumulate = accumulate,
                    Parts = parts,
                };
                Team.Run(small, parts);
                continue;
            }

            KernelGradient<TSimd, TVector> job = new()
            {
                Team = Team,
                Walk = walk,
                Delta = delta.Pointer + at,
                DeltaPitch = s.OutputChannels,
                Units = s.GroupOutputs,
                Target = dw.Pointer + at,
                Accumulate = accumulate,
                Parts = parts,
            };
            Team.Run(job, parts);
        }
    }

    /// <summary>
    /// The gradient of the image's pixels (i + a·stride, j + b·stride): those that meet the same taps of the kernel. For them it is a
    /// walk over δ with stride 1 and the taps in reverse, so that no zero is multiplied (as between the rows of a δ that is spread out).
    /// </summary>
    private void InputPhase(in ConvolutionShape s, float* delta, float* w, float* dx, bool accumulate, int group, in Phases.Phase rows,
        in Phases.Phase columns, int i, int j)
    {
        if (rows.Taps == 0 || columns.Taps == 0)
            return;
        int inputs = group * s.GroupChannels, outputs = group * s.GroupOutputs;
        nint tap = (nint)s.GroupChannels * s.OutputChannels;
        KernelPacking<TSimd, TVector> packing = new()
        {
            FirstTap =
            new MatrixView(w + outputs + (((rows.LastTap * s.Kernel.Width) + columns.LastTap) * tap), 1, s.OutputChannels)
        };
        (packing.TapRows, packing.TapColumns, packing.Depth, packing.Units) = (rows.Taps, columns.Taps, s.GroupOutputs, s.GroupChannels);
        packing.Down = -(nint)rows.TapStep * s.Kernel.Width * tap;
        packing.Right = -columns.TapStep * tap;
        nint pixel = s.Channels, line = s.Image.Width * pixel;
        ImageProduct<TSimd, TVector> product = new()
        {
            Walk = new ImageWalk
            {
                Source = delta + outputs,
                Samples = s.Samples,
                Height = s.Output.Height,
                Width = s.Output.Width,
                Pitch = s.OutputChannels,
                Channels = s.IsDepthwise ? s.Channels : s.GroupOutputs,
                Rows = rows.Count,
                Columns = columns.Count,
                TapRows = rows.Taps,
                TapColumns = columns.Taps,
                StartRow = rows.Start,
                StartColumn = columns.Start,
                StrideRow = 1,
                StrideColumn = 1,
                StepRow = rows.Step,
                StepColumn = columns.Step,
            },
            Target = dx + inputs + (i * line) + (j * pixel),
            TargetPixel = s.Stride.Width * pixel,
            TargetRow = s.Stride.Height * line,
            TargetSample = s.Image.Height * line,
            Epilogue = new ProductEpilogue { Accumulate = accumulate },
        };
        if (!s.IsDepthwise)
        {
            Run(s, packing, product);
            return;
        }

        Add(new DepthwiseProduct<TSimd, TVector>
        {
            Walk = product.Walk,
            FirstTap = packing.FirstTap.Data,
            Down = packing.Down,
            Right = packing.Right,
            Target = product.Target,
            TargetSample = product.TargetSample,
            TargetRow = product.TargetRow,
            TargetPixel = product.TargetPixel,
            Epilogue = product.Epilogue,
        });
    }

    private static ImageWalk ForwardWalk(in ConvolutionShape s, float* x, int group) => new()
    {
        Source = x + (group * s.GroupChannels),
        Samples = s.Samples,
        Height = s.Image.Height,
        Width = s.Image.Width,
        Pitch = s.Channels,
        Channels = s.GroupChannels,
        Rows = s.Output.Height,
        Columns = s.Output.Width,
        TapRows = s.Kernel.Height,
        TapColumns = s.Kernel.Width,
        StartRow = -s.Padding.Height,
        StartColumn = -s.Padding.Width,
        StrideRow = s.Stride.Height,
        StrideColumn = s.Stride.Width,
        StepRow = s.Dilation.Height,
        StepColumn = s.Dilation.Width,
    };
}

// libtorch's side of `bench/peers`, through TorchSharp: the same commands and answers as those of bench/pytorch_step.py.
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Weir.Bench.TorchSharp;
using static TorchSharp.torch;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
try
{
    if (args is ["--version"])
    {
        Console.WriteLine(Version());
        return 0;
    }

    set_num_threads(args is ["--threads", var threads] ? int.Parse(threads, CultureInfo.InvariantCulture) : 2);
    Answer(new { version = Version() });
}
catch (Exception error) when (error is TypeInitializationException or DllNotFoundException or NotSupportedException)
{
    Console.Error.WriteLine((error.InnerException ?? error).Message.ReplaceLineEndings(" "));
    return 1;
}

Side? side = null;
while (Console.ReadLine() is { } line)
{
    string[] words = line.Split(' ');
    switch (words[0])
    {
        case "use":
            side = new Side(words[1]);
            Answer(new { workload = words[1] });
            break;
        case "train":
            AnswerTimes(Side.Timed(side!.Step, Seconds(words[1])));
            break;
        default:
            AnswerTimes(side!.Infer(int.Parse(words[1], CultureInfo.InvariantCulture), Seconds(words[2])));
            break;
    }
}

return 0;

static double Seconds(string text) => double.Parse(text, CultureInfo.InvariantCulture);

// TorchSharp's own version names libtorch's too, as in 2.10.0.0.
static string Version() => __version__;

static void AnswerTimes(double[] times)
{
    using Process self = Process.GetCurrentProcess();
    Answer(new
    {
        median_ms = times[times.Length / 2],
        min_ms = times[0],
        count = times.Length,
        peak_mb = self.PeakWorkingSet64 >> 20,
    });
}

static void Answer(object answer)
{
    Console.WriteLine(JsonSerializer.Serialize(answer));
    Console.Out.Flush();
}

using System.Globalization;
using Weir.Data;
using Weir.Hosting;
using Weir.Inference;
using Weir.Training;

namespace Samples.Serving;

/// <summary>What the service answers: predictions, or problem details (RFC 9457).</summary>
internal static class Answers
{
    /// <summary>Does the work of a request and answers it, whatever comes of it.</summary>
    public static async Task<IResult> Of<T>(Predictor predictor, Func<Task<T>> work)
    {
        try
        {
            return Results.Json(await work());
        }
        catch (Exception error) when (error is BadRowException or DataException)
        {
            return Results.Problem(error.Message, statusCode: StatusCodes.Status400BadRequest, title: "The row cannot be predicted",
                extensions: new Dictionary<string, object?> { ["expected"] = Expected(predictor.Signature) });
        }
        catch (QueueFullException error)
        {
            return new Later("Too many requests wait", error.Message, error.RetryAfter);
        }
        catch (QueueClosedException error)
        {
            return new Later("No more requests are taken", error.Message, null);
        }
    }

    /// <summary>A prediction as JSON, in the form of <c>weir predict -o FILE.jsonl</c>.</summary>
    public static Dictionary<string, object?> Of(Prediction prediction)
    {
        Dictionary<string, float?> numbers = [];
        for (int i = 0; i < prediction.Names.Count; i++)
            numbers[prediction.Names[i]] = float.IsFinite(prediction.Values[i]) ? prediction.Values[i] : null;
        return prediction.Class is { } name
            ? new() { ["prediction"] = name, [prediction.Probability is null ? "scores" : "probabilities"] = numbers }
            : new() { ["prediction"] = numbers.Count == 1 ? numbers.Values.Single() : numbers };
    }

    private static Dictionary<string, string>? Expected(ModelSignature signature) => signature.Input.Table?.Columns
        .Where(column => column.Kind != ColumnKind.Dropped)
        .ToDictionary(column => column.Name, column => column.Kind.ToString().ToLowerInvariant());

    /// <summary>503 with the time after which it may be tried again.</summary>
    private sealed class Later(string title, string message, TimeSpan? after) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            double seconds = Math.Max(1, Math.Ceiling(after?.TotalSeconds ?? 1));
            httpContext.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
            return Results.Problem(message, statusCode: StatusCodes.Status503ServiceUnavailable, title: title).ExecuteAsync(httpContext);
        }
    }
}

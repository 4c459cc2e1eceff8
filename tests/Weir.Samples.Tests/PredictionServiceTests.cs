using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Samples.Serving;
using Weir.Hosting;
using Weir.Inference;

namespace Weir.Samples.Tests;

/// <summary>samples/PredictionService as others use it: a process, and requests over HTTP.</summary>
public sealed class PredictionServiceTests : IClassFixture<ServedRun>
{
    private readonly ServedRun _served;

    public PredictionServiceTests(ServedRun served) => _served = served;

    [Fact]
    public async Task Requests_from_many_callers_get_what_the_predictor_gives()
    {
        Predictor predictor = Predictor.Load(_served.Run);
        JsonElement[] answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(async i =>
        {
            using HttpResponseMessage response = await _served.Post("predict", RowText(i));
            response.StatusCode.ShouldBe(HttpStatusCode.OK);
            return await response.Content.ReadFromJsonAsync<JsonElement>();
        }));
        for (int i = 0; i < answers.Length; i++)
            Compare(answers[i], predictor.Predict(Row(i)));
        answers.Select(answer => answer.GetProperty("prediction").GetString()).Distinct().Count().ShouldBe(2);
    }

    [Fact]
    public async Task A_batch_is_answered_in_its_order()
    {
        Predictor predictor = Predictor.Load(_served.Run);
        using HttpResponseMessage response = await _served.Post("predict/batch", Batch(20));
        JsonElement answers = await response.Content.ReadFromJsonAsync<JsonElement>();
        answers.GetArrayLength().ShouldBe(20);
        for (int i = 0; i < 20; i++)
            Compare(answers[i], predictor.Predict(Row(i)));
    }

    [Theory]
    [InlineData("predict", "{\"plan\": \"basic\"}", "the row has no column 'calls'")]
    [InlineData("predict", "{\"plan\": \"basic\", \"calls\": \"many\"}", "column 'calls': 'many' is not a number")]
    [InlineData("predict", "{\"plan\": \"basic\", \"calls\": null}", "column 'calls': the cell is empty")]
    [InlineData("predict", "{\"plan\": \"basic\", \"calls\": [1]}", "column 'calls': a cell is a text, a number, true, false or null")]
    [InlineData("predict", "[1]", "a row is an object")]
    [InlineData("predict", "plan=basic", "what was sent is not JSON")]
    [InlineData("predict", "", "what was sent is not JSON")]
    [InlineData("predict/batch", "{\"plan\": \"basic\", \"calls\": 1}", "a batch is an array of rows")]
    [InlineData("predict/batch", "[]", "a batch holds 1 to 200 rows, not 0")]
    [InlineData("predict/batch", "[{\"plan\": \"basic\", \"calls\": 1}, {\"plan\": \"basic\"}]", "row 2: the row has no column 'calls'")]
    public async Task What_is_no_row_is_told_with_what_is_expected(string path, string body, string detail)
    {
        using HttpResponseMessage response = await _served.Post(path, body);
        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        JsonElement problem = await response.Content.ReadFromJsonAsync<JsonElement>();
        problem.GetProperty("detail").GetString()!.ShouldStartWith(detail);
        problem.GetProperty("expected").GetProperty("plan").GetString().ShouldBe("category");
        problem.GetProperty("expected").GetProperty("calls").GetString().ShouldBe("number");
        // And the service goes on.
        using HttpResponseMessage next = await _served.Post("predict", RowText(1));
        next.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_batch_that_the_queue_can_never_hold_is_told_what_is_allowed()
    {
        using HttpResponseMessage larger = await _served.Post("predict/batch", Batch(ServedRun.MostWaiting + 1));
        larger.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        JsonElement problem = await larger.Content.ReadFromJsonAsync<JsonElement>();
        problem.GetProperty("detail").GetString().ShouldBe("a batch holds 1 to 200 rows, not 201");
        using HttpResponseMessage largest = await _served.Post("predict/batch", Batch(ServedRun.MostWaiting));
        largest.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await largest.Content.ReadFromJsonAsync<JsonElement>()).GetArrayLength().ShouldBe(200);
    }

    [Fact]
    public async Task A_queue_that_is_full_and_one_that_has_ended_have_their_own_words()
    {
        (await Answer(new QueueFullException("200 requests wait") { RetryAfter = TimeSpan.FromSeconds(2.5) }))
            .ShouldBe((503, "3", "Too many requests wait", "200 requests wait"));
        (await Answer(new QueueClosedException("the queue has ended")))
            .ShouldBe((503, "1", "No more requests are taken", "the queue has ended"));
    }

    [Fact]
    public async Task Signature_and_health_are_to_be_had()
    {
        string signature = await _served.Client.GetStringAsync(new Uri("signature", UriKind.Relative));
        signature.ShouldBe(Predictor.Load(_served.Run).Signature.ToJson());
        using (await _served.Post("predict", RowText(1)))
        {
        }

        JsonElement health = await _served.Client.GetFromJsonAsync<JsonElement>(new Uri("health", UriKind.Relative));
        JsonElement check = health.GetProperty("checks").GetProperty("weir");
        health.GetProperty("status").GetString().ShouldBe("Healthy");
        check.GetProperty("data").GetProperty("mostWaiting").GetInt32().ShouldBe(ServedRun.MostWaiting);
        check.GetProperty("data").GetProperty("lastBatch.requests").GetInt32().ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task Without_a_run_it_says_what_is_missing_and_does_not_start()
    {
        (int code, string said) = await ServedRun.RunToItsEnd("--run", _served.Run + "-2");
        code.ShouldBe(1);
        said.ShouldStartWith($"error: {_served.Run}-2: there is no run and no checkpoint here");
        (code, said) = await ServedRun.RunToItsEnd();
        code.ShouldBe(2);
        said.ShouldStartWith("usage: PredictionService --run RUN");
    }

    private async Task<(int Status, string? After, string? Title, string? Detail)> Answer(Exception error)
    {
        IResult answer = await Answers.Of<int>(Predictor.Load(_served.Run), () => throw error);
        using MemoryStream body = new();
        DefaultHttpContext context = new()
        {
            RequestServices = new ServiceCollection().AddLogging().BuildServiceProvider(),
            Response = { Body = body },
        };
        await answer.ExecuteAsync(context);
        JsonElement problem = JsonSerializer.Deserialize<JsonElement>(body.ToArray());
        return (context.Response.StatusCode, context.Response.Headers.RetryAfter, problem.GetProperty("title").GetString(),
            problem.GetProperty("detail").GetString());
    }

    private static Dictionary<string, object?> Row(int i) => new() { ["plan"] = i % 3 == 0 ? "premium" : "basic", ["calls"] = i % 7 };

    private static string Batch(int rows) => $"[{string.Join(',', Enumerable.Range(0, rows).Select(RowText))}]";

    private static string RowText(int i) => JsonSerializer.Serialize(Row(i));

    private static void Compare(JsonElement answer, Prediction expected)
    {
        answer.GetProperty("prediction").GetString().ShouldBe(expected.Class);
        foreach (string name in expected.Names)
            answer.GetProperty("probabilities").GetProperty(name).GetSingle().ShouldBe(expected[name], 1e-5f);
    }
}

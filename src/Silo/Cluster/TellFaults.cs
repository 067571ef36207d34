using HoiQC.Grains.Health;
using Microsoft.Extensions.Logging;

namespace HoiQC.Silo.Cluster;

/// <summary>
/// What a database or disk has against a call is told to the node that called as a sentence: errors of the database cannot cross, and what became of the data only their own node can
/// say. Errors that Orleans knows cross as they are.
/// </summary>
internal sealed partial class TellFaults(IDataFaults faults, ILogger<TellFaults> logger) : IIncomingGrainCallFilter
{
    public async Task Invoke(IIncomingGrainCallContext context)
    {
        try
        {
            await context.Invoke();
        }
        catch (Exception error) when (error is not (OrleansException or TimeoutException or DataUnavailableException) && faults.SentenceOf(error) is { } sentence)
        {
            Met(error, context.InterfaceName, context.MethodName);
            throw new DataUnavailableException(sentence);
        }
    }

    [LoggerMessage(EventId = 821, EventName = "GrainFoundDataUnavailable", Level = LogLevel.Error, Message = "{Interface}.{Method} found the data unavailable; whoever called is told.")]
    private partial void Met(Exception error, string @interface, string method);
}

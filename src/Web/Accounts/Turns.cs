using HoiQC.Grains.Accounts;

namespace HoiQC.Web.Accounts;

/// <summary>One attempt after the other for each account: a hundred at once are no more guesses than one by one.</summary>
internal sealed class Turns
{
    private readonly SemaphoreSlim[] _turns = [.. Enumerable.Range(0, 64).Select(_ => new SemaphoreSlim(1))];

    /// <summary>Waits for its turn; disposing gives it on.</summary>
    public async Task<IDisposable> Take(string id, CancellationToken cancellationToken)
    {
        var turn = _turns[Convert.ToInt32(Secret.Hash(id)[..2], 16) % _turns.Length];
        await turn.WaitAsync(cancellationToken);
        return new Turn(turn);
    }

    private sealed class Turn(SemaphoreSlim turn) : IDisposable
    {
        public void Dispose() => turn.Release();
    }
}

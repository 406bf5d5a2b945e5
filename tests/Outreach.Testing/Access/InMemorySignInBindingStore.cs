using System.Globalization;
using Outreach.Core;
using Outreach.Core.Access.SignIn;

namespace Outreach.Testing.Access;

/// <summary>Bindings in memory; held to <see cref="SignInBindingStoreContract"/>.</summary>
public sealed class InMemorySignInBindingStore : ISignInBindingStore
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Versioned<SignInBinding>> _rows = new(StringComparer.Ordinal);
    private int _version;

    public Task<Versioned<SignInBinding>?> FindAsync(string subject, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return Task.FromResult(_rows.GetValueOrDefault(subject));
        }
    }

    public Task<bool> TryPutAsync(SignInBinding binding, string? etag, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(binding);
        lock (_lock)
        {
            if (_rows.GetValueOrDefault(binding.Subject)?.ETag != etag)
            {
                return Task.FromResult(false);
            }

            _rows[binding.Subject] = new Versioned<SignInBinding>(binding, (++_version).ToString(CultureInfo.InvariantCulture));
            return Task.FromResult(true);
        }
    }

    public Task<int> RemoveAsync(DateTimeOffset seenBefore, int most, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            string[] old = [.. _rows.Values.Where(row => row.Value.SeenAt < seenBefore).Select(row => row.Value.Subject).Take(most)];
            Array.ForEach(old, subject => _rows.Remove(subject));
            return Task.FromResult(old.Length);
        }
    }
}

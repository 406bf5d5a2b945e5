using System.Runtime.ExceptionServices;
using Outreach.Core.Audit;
using Outreach.Core.Lists;

namespace Outreach.Core.Deletion.Notices;

/// <summary>Writes down what was done about a list. A trail that takes nothing more must not keep the insurer from being told, nor have a doctor reminded again and again.</summary>
internal static class NoticeEvents
{
    /// <returns>Why it could not be written, for whoever has finished what has to be done first; null when it was.</returns>
    /// <exception cref="TransientDependencyException">It can be written later, and what it is about is done again then.</exception>
    public static async Task<ExceptionDispatchInfo?> WriteAsync(IAuditTrail audit, ListId list, AuditEvent what, CancellationToken cancellationToken)
    {
        try
        {
            await audit.AppendAsync(AuditStream.ForList(list), what, cancellationToken);
            return null;
        }
        catch (Exception failure) when (failure is not TransientDependencyException && !cancellationToken.IsCancellationRequested)
        {
            return ExceptionDispatchInfo.Capture(failure);
        }
    }
}

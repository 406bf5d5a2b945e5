using System.Net;
using System.Net.Sockets;

namespace Outreach.LocalHost.Settings;

/// <summary>Ports to listen on that nobody uses now.</summary>
public static class LoopbackPorts
{
    /// <summary>Below what systems hand out to outgoing connections: one of those must not take a port between its choice and its use, or while a killed host restarts.</summary>
    private const int First = 20_000;

    private const int Beyond = 32_768;

    /// <summary>Different ports, drawn at random: whoever looks at the same moment finds others, but for bad luck.</summary>
    public static int[] Free(int count)
    {
        HashSet<int> ports = [];
        while (ports.Count < count)
        {
            int port = Random.Shared.Next(First, Beyond);
            if (IsFree(port))
            {
                ports.Add(port);
            }
        }

        return [.. ports];
    }

    private static bool IsFree(int port)
    {
        using var listener = new TcpListener(IPAddress.Loopback, port) { ExclusiveAddressUse = true };
        try
        {
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}

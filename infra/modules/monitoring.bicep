metadata description = 'Logs of the application and of the platform. Ingestion by identity only; addresses of callers are masked.'

param name string
param location string

@description('Days that logs are kept.')
param retentionDays int

resource workspace 'Microsoft.OperationalInsights/workspaces@2023-09-01' = {
  name: name
  location: location
  properties: {
    sku: {
      name: 'PerGB2018'
    }
    retentionInDays: retentionDays
    features: {
      disableLocalAuth: true
    }
  }
}

resource applicationInsights 'Microsoft.Insights/components@2020-02-02' = {
  name: name
  location: location
  kind: 'web'
  properties: {
    Application_Type: 'web'
    WorkspaceResourceId: workspace.id
    DisableLocalAuth: true
    // False is what keeps the addresses of doctors out of the telemetry.
    DisableIpMasking: false
  }
}

output workspaceId string = workspace.id
output applicationInsightsName string = applicationInsights.name

@description('Where telemetry is sent. Its instrumentation key opens nothing: local authentication is off.')
output connection string = applicationInsights.properties.ConnectionString

metadata description = 'Account `lists`: sealed lists, sealed batches for dispatchers, and files of imports. Deleted is gone: no soft delete, no versions, no restore, no replica.'

param name string
param location string

@description('The origin of the page that decrypts lists; no other may read from a browser.')
param pageOrigin string

@description('Where deletions are logged.')
param workspaceId string

resource account 'Microsoft.Storage/storageAccounts@2023-05-01' = {
  name: name
  location: location
  kind: 'StorageV2'
  sku: {
    // No replica outlives a deletion elsewhere.
    name: 'Standard_LRS'
  }
  properties: {
    allowSharedKeyAccess: false
    supportsHttpsTrafficOnly: true
    minimumTlsVersion: 'TLS1_2'
    allowBlobPublicAccess: false
    // Object replication to other tenants' accounts is a copy that we could not delete.
    allowCrossTenantReplication: false
    defaultToOAuthAuthentication: true
    isHnsEnabled: false
    // Doctors' browsers fetch ciphertext here, by an address that one opening gets for 60 seconds.
    publicNetworkAccess: 'Enabled'
    networkAcls: {
      bypass: 'None'
      defaultAction: 'Allow'
    }
  }
}

resource blobs 'Microsoft.Storage/storageAccounts/blobServices@2023-05-01' = {
  parent: account
  name: 'default'
  properties: {
    // The application looks at these when it starts, and refuses to run with any of the first three on (docs/adr/0010).
    deleteRetentionPolicy: {
      enabled: false
    }
    containerDeleteRetentionPolicy: {
      enabled: false
    }
    isVersioningEnabled: false
    restorePolicy: {
      enabled: false
    }
    changeFeed: {
      enabled: false
    }
    lastAccessTimeTrackingPolicy: {
      enable: false
    }
    cors: {
      corsRules: [
        {
          allowedOrigins: [pageOrigin]
          allowedMethods: ['GET']
          // Azure wants a value in both; the page sends no header of its own and reads none.
          allowedHeaders: ['x-ms-version']
          exposedHeaders: ['x-ms-request-id']
          maxAgeInSeconds: 300
        }
      ]
    }
  }
}

resource container 'Microsoft.Storage/storageAccounts/blobServices/containers@2023-05-01' = {
  parent: blobs
  name: 'lists'
  properties: {
    publicAccess: 'None'
  }
}

// Sealed SMS and letters for dispatchers: the same account, as a destroyed batch must be as gone as a destroyed list.
resource batches 'Microsoft.Storage/storageAccounts/blobServices/containers@2023-05-01' = {
  parent: blobs
  name: 'outreach-batches'
  properties: {
    publicAccess: 'None'
  }
}

// Extracts of the insurer's register and what an import makes of them: here, because here deleted is gone. Whoever delivers extracts gets a right to write into `landing` alone.
resource importContainers 'Microsoft.Storage/storageAccounts/blobServices/containers@2023-05-01' = [
  for container in ['landing', 'extractparts', 'importparts', 'rejectedlines']: {
    parent: blobs
    name: container
    properties: {
      publicAccess: 'None'
    }
  }
]

// A witness outside the application for every ciphertext written and deleted. Reads are left out: they hold doctors' addresses.
resource log 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'deletions'
  scope: blobs
  properties: {
    workspaceId: workspaceId
    logs: [
      { category: 'StorageWrite', enabled: true }
      { category: 'StorageDelete', enabled: true }
    ]
  }
}

output name string = account.name
output blobEndpoint string = account.properties.primaryEndpoints.blob

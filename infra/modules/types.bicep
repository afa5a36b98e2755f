@export()
@description('What an app may do with one container.')
type containerRight = {
  @description('The container, without its prefix "landfall-".')
  container:
    | 'documents'
    | 'ledger'
    | 'runs'
    | 'training'
    | 'holdout'
    | 'labels'
    | 'outputs'
    | 'registry'
    | 'approvals'
    | 'records'

  @description('read: Storage Blob Data Reader. write: Storage Blob Data Contributor, which includes reading.')
  right: 'read' | 'write'
}

@export()
@description('A secret that people put into the vault by hand, as landfall-<name>: it cannot be made by a template.')
type secretName = 'git-token' | 'webhook-secret'

@export()
@description('Setting that gets a secret, by its name.')
var secretSettings = {
  'git-token': 'Record__GitToken'
  'webhook-secret': 'Notifications__WebhookSecret'
}

@export()
@description('A function app: one folder, one identity, one plan, one deployment.')
type appType = {
  @description('Short name: the folder under functions/, or Orchestrations.')
  name: string

  @description('What it may do with Landfall\'s own containers.')
  containers: containerRight[]

  @description('Whether it reads the containers in which data lands.')
  landing: bool

  @description('Whether it makes signed links to containers for pods. A link never grants more than its maker has.')
  links: bool

  @description('Whether it talks to the cluster; what it may do there stands in manifests/.')
  cluster: bool

  @description('Purpose of the key it signs with, if it signs.')
  key: 'versions' | 'records' | 'approvals' | null

  @description('Whether it checks signatures of versions: it may read the public halves of that key.')
  verifies: bool

  @description('The one secret it may read, if people put it into the vault.')
  secret: secretName | null

  @description('Whether people come to it: who they are is asked by Easy Auth, where the installation has it.')
  people: bool

  @description('Instances kept warm.')
  alwaysReady: int

  @description('Memory of an instance, in megabytes.')
  memory: 512 | 2048 | 4096

  @description('Settings of this app only: Section__Name.')
  settings: object
}

@export()
@description('Storage Blob Data Reader')
var blobReader = '2a2b9908-6ea1-4ae2-8e65-a410df84e7d1'

@export()
@description('Storage Blob Data Contributor')
var blobContributor = 'ba92f5b4-2d11-453d-a403-e96b0029c9fe'

@export()
@description('Storage Blob Data Owner: what the Functions host needs in its own account.')
var blobOwner = 'b7e6dc6d-f1e8-4753-8033-0f276bb0955b'

@export()
@description('Storage Blob Delegator: may ask for a key that signs links, no right to data.')
var blobDelegator = 'db58b8e5-c6ad-4a2a-8342-4190687cbf4a'

@export()
@description('Durable Task Data Contributor')
var durableContributor = '0ad04412-c4d5-4796-b79c-f76d14c8d402'

@export()
@description('Key Vault Crypto User')
var cryptoUser = '12338af0-0e69-4776-bea7-57ae8d297424'

@export()
@description('Key Vault Reader: sees the public half of a key and which versions are enabled; neither signs nor reads secrets.')
var keyReader = '21090545-7ca7-4776-b22c-e363652d74d2'

@export()
@description('Key Vault Secrets User')
var secretUser = '4633458b-17de-408a-b874-0445c86b69e6'

@export()
@description('AcrPull')
var registryPull = '7f951dda-4ed3-4680-a7ca-43fe172d538d'

@export()
@description('AzureML Data Scientist: may do all in a workspace but make or delete compute and change the workspace itself.')
var modelKeeper = 'f6c7c914-8db3-469d-8ca1-694a8f32e121'

@export()
@description('Monitoring Metrics Publisher')
var metricsPublisher = '3913510d-42f4-4e42-8a64-420c390055eb'

@export()
@description('Azure Kubernetes Service Cluster User Role: may fetch the address and certificate, no right inside the cluster.')
var clusterUser = '4abbcc35-e782-43d8-92c5-2d3f1bd2253f'

variable "subscription_id" {
  description = "Subscription in which role definitions are named."
  type        = string
}

variable "cluster_id" {
  description = "Resource id of the cluster."
  type        = string
}

variable "principal_ids" {
  description = "Principal ids of the apps that talk to it, by name. What each may do inside stands in manifests/."
  type        = map(string)
}
